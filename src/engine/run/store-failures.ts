import type { RowBatch, Value, WarehouseSession } from '../adapters/warehouse.ts';
import type { Audit, TestStatement } from '../plan/plan.ts';
import type { RunContext } from './run-context.ts';

type Store = NonNullable<TestStatement['store']>;

const batchSize = 2048;

/**
 * Keeps the failing rows of a test, or removes those of an earlier run once there are none: they may be personal, and
 * are no longer a fault. What a transaction may yet take back is kept by another session, or it would go with it.
 *
 * @returns Where they are, for a person.
 */
export async function storeFailures(
  store: Store,
  failures: number,
  when: Audit['when'],
  session: WarehouseSession,
  context: RunContext,
): Promise<string | undefined> {
  if (when === 'before_publish') await session.execute(failures > 0 ? store.sql : store.clear);
  else {
    await context.sessions.use(async (other) => {
      if (failures > 0) await copyRows(store, session, other, context);
      else await other.execute(store.clear);
    });
  }
  return failures > 0 ? `${store.relation.schema}.${store.relation.name}` : undefined;
}

async function copyRows(
  store: Store,
  from: WarehouseSession,
  to: WarehouseSession,
  { warehouse }: RunContext,
): Promise<void> {
  const columns = await from.describe(store.rows);
  await to.execute(warehouse.dialect.createEmptyTable(store.relation, columns));
  await to.append(store.relation, columns, valuesOf(from.stream(store.rows, batchSize)));
}

async function* valuesOf(batches: AsyncIterable<RowBatch>): AsyncIterable<readonly (readonly Value[])[]> {
  for await (const { values } of batches) yield values;
}
