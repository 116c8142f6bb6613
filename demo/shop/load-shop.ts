import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { generateShop, type Shop, type ShopTable } from './generate-shop.ts';
import type { ShopOptions } from './shop-options.ts';
import { createTable, finishTable, shopSchema } from './shop-schema.ts';

export interface LoadedShop {
  /** False where the database held this very shop already. */
  readonly loaded: boolean;
  /** Batches of changes that were applied since: 0 right after loading. */
  readonly generation: number;
  readonly shop: Shop;
}

/** What stands in `demo.shop`: which shop the database holds. */
interface ShopState {
  readonly fingerprint: string;
  readonly generation: number;
}

/**
 * Makes the database hold the shop, and nothing else of it: all tables are replaced in one transaction where another
 * shop is there, and nothing is written where it is this one. `url` is a PostgreSQL connection string.
 */
export async function loadShop(url: string, options: Partial<ShopOptions> = {}): Promise<LoadedShop> {
  const shop = generateShop(options);
  return withClient(url, async (client) => {
    const state = await readState(client);
    if (state?.fingerprint === fingerprintOf(shop.options))
      return { loaded: false, generation: state.generation, shop };
    await inTransaction(client, () => replaceShop(client, shop));
    await client.query('analyze');
    return { loaded: true, generation: 0, shop };
  });
}

/** One session, closed whatever happens. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const pg = await import('pg');
  const client = new pg.default.Client({ connectionString: url, application_name: 'alambic demo' });
  await client.connect();
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

/** Streams rows of COPY's text format into a table. */
export async function copyInto(client: Client, table: string, chunks: Iterable<Buffer>): Promise<void> {
  const { from } = await import('pg-copy-streams');
  const sink = client.query(from(`copy ${table} from stdin`));
  await pipeline(Readable.from(chunks, { objectMode: false }), sink);
}

export async function readState(client: Client): Promise<ShopState | undefined> {
  const { rows } = await client.query<{ known: string | null }>(`select to_regclass('demo.shop') as known`);
  if (rows[0]?.known == null) return undefined;
  return (await client.query<ShopState>('select fingerprint, generation from demo.shop')).rows[0];
}

export async function writeState(client: Client, options: ShopOptions, generation: number): Promise<void> {
  await client.query('create schema if not exists demo');
  await client.query('create table if not exists demo.shop (fingerprint text not null, generation integer not null)');
  await client.query('delete from demo.shop');
  await client.query('insert into demo.shop values ($1, $2)', [fingerprintOf(options), generation]);
}

async function replaceShop(client: Client, shop: Shop): Promise<void> {
  for (const schema of shopSchema) {
    const table = shop.tables.find((each) => each.name === schema.name) as ShopTable;
    await client.query(`drop table if exists ${schema.name}`);
    await client.query(createTable(schema));
    await copyInto(client, schema.name, table.chunks());
    for (const statement of finishTable(schema)) await client.query(statement);
  }
  await writeState(client, shop.options, 0);
}

/** Grows by one when the generator writes other bytes for the same options. */
const generatorVersion = 1;

function fingerprintOf(options: ShopOptions): string {
  return JSON.stringify({ generatorVersion, ...options });
}
