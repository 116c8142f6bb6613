import type { Dialect, Relation, WarehouseSession } from '../adapters/warehouse.ts';

/** The engine's own tables stand in a schema of their own, in the warehouse whose content they describe. */
export const engineSchema = '_alambic';

const generations: Relation = { schema: engineSchema, name: 'generations' };
const appliedLoads: Relation = { schema: engineSchema, name: 'applied_loads' };

export function createEngineTables(dialect: Dialect): readonly string[] {
  return [
    dialect.createSchema(engineSchema),
    `create table if not exists ${dialect.relation(generations)} (collection varchar, generation varchar)`,
    `create table if not exists ${dialect.relation(appliedLoads)} (relation varchar, load varchar)`,
  ];
}

/** The generation of a collection that this warehouse published last. */
export async function readGeneration(
  session: WarehouseSession,
  dialect: Dialect,
  collection: string,
): Promise<string | undefined> {
  const { rows } = await session.query(
    `select generation from ${dialect.relation(generations)} where collection = ${dialect.literal(collection)}`,
  );
  return rows[0]?.[0] as string | undefined;
}

/** Belongs in the transaction that swaps the published relation in. */
export async function recordGeneration(
  session: WarehouseSession,
  dialect: Dialect,
  collection: string,
  generation: string,
): Promise<void> {
  const [table, key] = [dialect.relation(generations), dialect.literal(collection)];
  await session.execute(`delete from ${table} where collection = ${key}`);
  await session.execute(`insert into ${table} values (${key}, ${dialect.literal(generation)})`);
}

/** Loads of the lake that a raw relation already holds. */
export async function readAppliedLoads(
  session: WarehouseSession,
  dialect: Dialect,
  relation: Relation,
): Promise<ReadonlySet<string>> {
  const { rows } = await session.query(
    `select load from ${dialect.relation(appliedLoads)} where relation = ${dialect.literal(loadKey(relation))}`,
  );
  return new Set(rows.map(([load]) => String(load)));
}

/** Belongs in the transaction that brings the loads' rows in. */
export async function recordAppliedLoads(
  session: WarehouseSession,
  dialect: Dialect,
  relation: Relation,
  loads: readonly string[],
  afresh: boolean,
): Promise<void> {
  const [table, key] = [dialect.relation(appliedLoads), dialect.literal(loadKey(relation))];
  if (afresh) await session.execute(`delete from ${table} where relation = ${key}`);
  if (loads.length === 0) return;
  await session.execute(
    `insert into ${table} values ${loads.map((load) => `(${key}, ${dialect.literal(load)})`).join(', ')}`,
  );
}

const loadKey = ({ schema, name }: Relation): string => `${schema}.${name}`;
