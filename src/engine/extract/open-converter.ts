import { warehouseAdapter } from '../adapters/registry.ts';
import type { Warehouse } from '../adapters/warehouse.ts';

/**
 * A warehouse in memory that turns rows into files. What it holds at once does not grow with the table. One thread, since
 * rows come one after the other: a second one made nothing quicker and took 100 MiB more.
 */
export async function openConverter(): Promise<Warehouse> {
  const adapter = warehouseAdapter({
    name: 'conversion',
    type: 'duckdb',
    settings: {},
    location: { file: 'alambic.yml' },
  });
  return adapter.open({ path: ':memory:', memory_limit: '256MiB', threads: 1 }, { root: process.cwd() });
}
