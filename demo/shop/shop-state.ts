import type { Client } from 'pg';
import type { ShopOptions } from './shop-options.ts';

/** What stands in `demo.shop`: which shop the database holds, and how many days it has lived since. */
export interface ShopState {
  readonly fingerprint: string;
  readonly generation: number;
}

/** Grows by one when the generator writes other bytes for the same options. */
const generatorVersion = 1;

export function fingerprintOf(options: ShopOptions): string {
  return JSON.stringify({ generatorVersion, ...options });
}

export async function readState(client: Client): Promise<ShopState | undefined> {
  const { rows } = await client.query<{ known: string | null }>(`select to_regclass('demo.shop') as known`);
  if (rows[0]?.known == null) return undefined;
  return (await client.query<ShopState>('select fingerprint, generation from demo.shop')).rows[0];
}

export async function writeState(client: Client, { fingerprint, generation }: ShopState): Promise<void> {
  await client.query('create schema if not exists demo');
  await client.query('create table if not exists demo.shop (fingerprint text not null, generation integer not null)');
  await client.query('delete from demo.shop');
  await client.query('insert into demo.shop values ($1, $2)', [fingerprint, generation]);
}
