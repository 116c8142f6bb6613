import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { explainPostgresError } from '../../src/engine/adapters/sources/postgres/explain-postgres-error.ts';
import { generateShop, type Shop } from './generate-shop.ts';
import type { ShopOptions } from './shop-options.ts';
import { createTable, finishTable, shopSchema, type TableSchema } from './shop-schema.ts';
import { fingerprintOf, readState, writeState } from './shop-state.ts';

export interface LoadedShop {
  /** False where the database held this very shop already. */
  readonly loaded: boolean;
  /** Days that the shop has lived since it was loaded. */
  readonly generation: number;
  readonly shop: Shop;
}

/** Rows of one table in COPY's text format, columns in the order of `shopSchema`. */
export type TableChunks = Readonly<Record<TableSchema['name'], () => Iterable<Buffer>>>;

/**
 * Makes the database hold the generated shop: all of its tables are replaced in one transaction where another shop is
 * there, and nothing is written where it is this one. `url` is a PostgreSQL connection string.
 */
export async function loadShop(url: string, options: Partial<ShopOptions> = {}): Promise<LoadedShop> {
  const shop = generateShop(options);
  const chunks = Object.fromEntries(shop.tables.map((table) => [table.name, () => table.chunks()])) as TableChunks;
  return { ...(await replaceShop(url, fingerprintOf(shop.options), chunks)), shop };
}

/** The same for any shop of these four tables. The fingerprint tells whether the database holds it already. */
export async function replaceShop(
  url: string,
  fingerprint: string,
  chunks: TableChunks,
): Promise<Pick<LoadedShop, 'loaded' | 'generation'>> {
  return withClient(url, async (client) => {
    const state = await readState(client);
    if (state?.fingerprint === fingerprint) return { loaded: false, generation: state.generation };
    await inTransaction(client, async () => {
      for (const table of shopSchema) await replaceTable(client, table, chunks[table.name]());
      await writeState(client, { fingerprint, generation: 0 });
    });
    await client.query('analyze');
    return { loaded: true, generation: 0 };
  });
}

async function replaceTable(client: Client, table: TableSchema, chunks: Iterable<Buffer>): Promise<void> {
  await client.query(`drop table if exists ${table.name}`);
  await client.query(createTable(table));
  await copyInto(client, table.name, chunks);
  for (const statement of finishTable(table)) await client.query(statement);
}

/** Streams rows of COPY's text format into a table. */
export async function copyInto(client: Client, table: string, chunks: Iterable<Buffer>): Promise<void> {
  const { from } = await import('pg-copy-streams');
  const sink = client.query(from(`copy ${table} from stdin`));
  await pipeline(Readable.from(chunks, { objectMode: false }), sink);
}

/** One session, closed whatever happens. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const pg = await import('pg');
  const client = new pg.default.Client({ connectionString: url, application_name: 'alambic demo' });
  try {
    await client.connect();
  } catch (error) {
    const { host, port, user = '', database = '' } = client;
    throw explainPostgresError(error, { label: `${host}:${port}/${database}`, user, database });
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export async function inTransaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
