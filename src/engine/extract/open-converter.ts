import { warehouseAdapter } from '../adapters/registry.ts';
import type { Warehouse } from '../adapters/warehouse.ts';

/** A warehouse in memory that turns rows into files. What it holds at once does not grow with the table. */
export async function openConverter(): Promise<Warehouse> {
  const adapter = warehouseAdapter({
    name: 'conversion',
    type: 'duckdb',
    settings: {},
    location: { file: 'alambic.yml' },
  });
  return adapter.open({ path: ':memory:', memory_limit: '256MiB', threads: 2 }, { root: process.cwd() });
}
