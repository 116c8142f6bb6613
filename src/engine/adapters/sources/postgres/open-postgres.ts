import type { Socket } from 'node:net';
import type { Pool, PoolClient } from 'pg';
import type { SourceConnection } from '../../source.ts';
import { duckDbType } from './column-types.ts';
import { readSettings, type PostgresSettings } from './connection-settings.ts';
import { copyTable } from './copy-table.ts';
import { endSilence } from './end-silence.ts';
import { explainPostgresError, type Undertaking } from './explain-postgres-error.ts';
import { loadPg } from './load-pg.ts';
import { readRelation, readTableNames } from './read-catalogue.ts';

const mostConnections = 16;

/**
 * Opens a PostgreSQL source; several tables may be extracted from it at once, each on a connection of its own.
 * Nothing is tried again here: whoever asks knows what to begin anew. The signal ends whatever is under way.
 *
 * @throws AlambicError E0202 for wrong settings, E0901 to E0907 where there is no way in.
 */
export async function openPostgres(settings: PostgresSettings, signal?: AbortSignal): Promise<SourceConnection> {
  const connection = { ...readSettings(settings), signal };
  const { pg, copyTo } = await loadPg();
  const pool = new pg.Pool({ ...connection.config, max: mostConnections, allowExitOnIdle: true });
  // A connection that breaks while nobody uses it is replaced when it is needed.
  pool.on('error', () => undefined);
  const sockets = new Set<Socket>();
  pool.on('connect', (client) => {
    // The query under way reports a connection that breaks; said a second time, it would end the process.
    client.on('error', () => undefined);
    endSilence(client, connection.idleTimeout, sockets);
  });
  // Reading leaves nothing half-done, so an interrupt need not wait for the server.
  const interrupt = (): void => sockets.forEach((socket) => void socket.destroy());
  signal?.addEventListener('abort', interrupt);
  const acquire = (doing: Undertaking): Promise<PoolClient> => connect(pool, doing);
  try {
    (await acquire(connection)).release();
  } catch (error) {
    await pool.end();
    throw error;
  }
  const active = new Set<() => void>();
  return {
    inspect: ({ schema, table }) =>
      using(acquire, { ...connection, relation: `${schema}.${table}` }, async (client) => {
        const relation = await readRelation(client, schema, table);
        return relation?.columns.map((column) => ({ name: column.name, type: duckDbType(column) }));
      }),
    tables: (schema) => using(acquire, connection, (client) => readTableNames(client, schema)),
    async extract(request) {
      const doing = { ...connection, relation: `${request.table.schema}.${request.table.table}` };
      const { client, finish } = lend(await acquire(doing), active);
      const { statementTimeout } = connection;
      return copyTable(request, {
        client,
        copyTo,
        statementTimeout,
        finish,
        explain: (error) => explainPostgresError(error, doing),
      });
    },
    async close() {
      signal?.removeEventListener('abort', interrupt);
      for (const abandon of active) abandon();
      await pool.end();
      // A server that does not answer does not close its side either, and must not keep the process.
      for (const socket of sockets) socket.unref();
    },
  };
}

/** A connection for one stream, given back once: by whoever reads the stream, or when the source is closed. */
function lend(
  client: PoolClient,
  active: Set<() => void>,
): { readonly client: PoolClient; finish(broken: boolean): void } {
  const finish = (broken: boolean): void => {
    if (!active.delete(abandon)) return;
    client.release(broken);
  };
  const abandon = (): void => finish(true);
  active.add(abandon);
  return { client, finish };
}

async function using<T>(
  acquire: (doing: Undertaking) => Promise<PoolClient>,
  doing: Undertaking,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await acquire(doing);
  try {
    const result = await work(client);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw explainPostgresError(error, doing);
  }
}

async function connect(pool: Pool, doing: Undertaking): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw explainPostgresError(error, doing);
  }
}
