import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../services/postgres/start-embedded-postgres.ts';

export interface TestPostgres {
  readonly url: string;
  readonly pid: number;
  readonly port: number;
  /** Runs SQL on a connection of its own and gives the rows of the last statement. */
  query<Row extends object = Record<string, unknown>>(sql: string): Promise<readonly Row[]>;
  connect(url?: string): Promise<Client>;
  stop(): Promise<void>;
}

/** A PostgreSQL server for the tests of one file, in a folder that goes with it. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'alambic-postgres-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data') });
  const connect = async (url: string = server.url): Promise<Client> => {
    const client = new Client({ connectionString: url });
    // A test may stop the server while a connection is open.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  return {
    url: server.url,
    pid: server.pid,
    port: server.port,
    connect,
    async query(sql) {
      const client = await connect();
      try {
        const result = (await client.query(sql)) as unknown as { rows: never[] } | readonly { rows: never[] }[];
        return ('rows' in result ? result : result.at(-1)!).rows;
      } finally {
        await client.end();
      }
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
