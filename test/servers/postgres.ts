import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../services/postgres/start-embedded-postgres.ts';

export interface TestPostgres {
  readonly url: string;
  readonly port: number;
  /** Runs SQL on a connection of its own and gives the rows of the last statement. */
  query<Row extends object = Record<string, unknown>>(sql: string): Promise<readonly Row[]>;
  connect(url?: string): Promise<Client>;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL server for the tests of one file: the embedded one in a folder that goes with it, or the one that
 * ALAMBIC_TEST_POSTGRES_URL says is up, emptied. Files share that one, so they must not run at the same time.
 */
export async function startTestPostgres(): Promise<TestPostgres> {
  const server = await startServer();
  const connect = async (url: string = server.url): Promise<Client> => {
    const client = new Client({ connectionString: url });
    // A test may stop the server while a connection is open.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  return {
    url: server.url,
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
    },
  };
}

async function startServer(): Promise<Pick<TestPostgres, 'url' | 'port' | 'stop'>> {
  const given = process.env['ALAMBIC_TEST_POSTGRES_URL'];
  if (given !== undefined) {
    const client = new Client({ connectionString: given });
    await client.connect();
    await client.query('drop schema public cascade; create schema public; grant usage on schema public to public');
    await client.end();
    return { url: given, port: Number(new URL(given).port), stop: async () => undefined };
  }
  const folder = await mkdtemp(join(tmpdir(), 'alambic-postgres-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data') });
  return {
    url: server.url,
    port: server.port,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
