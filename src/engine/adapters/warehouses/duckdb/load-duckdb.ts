import type * as api from '@duckdb/node-api';

export type DuckDb = typeof api;

/** The client is 70 MB and takes a quarter of a second to import: only what opens a warehouse may call this. */
export async function loadDuckDb(): Promise<DuckDb> {
  return import('@duckdb/node-api');
}
