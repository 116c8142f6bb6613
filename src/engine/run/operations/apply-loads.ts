import type { LoadManifest } from '../../adapters/lake.ts';
import type { ExistingRelation } from '../../adapters/warehouse.ts';
import { openDataset } from '../../lake/open-dataset.ts';
import { aside } from '../../materializations/materialization.ts';
import type { Operation } from '../../plan/plan.ts';
import { readAppliedLoads, recordAppliedLoads } from '../../state/generations.ts';
import { explainFault } from '../explain-fault.ts';
import type { OperationOutcome, OperationScope } from '../run-context.ts';
import { datasetOf } from './extract-source.ts';

type ApplyOperation = Extract<Operation, { op: 'apply_loads' }>;

/**
 * Brings the lake's committed loads into the raw relation, inside the caller's transaction: each load exactly once,
 * the newest row of each key, whatever was killed in between.
 */
export async function applyLoads(operation: ApplyOperation, scope: OperationScope): Promise<OperationOutcome> {
  const { context, session } = scope;
  const { dialect } = context.warehouse;
  const table = context.compiled.project.sources.get(operation.source);
  if (table === undefined) throw new Error(`no source ${operation.source}`);
  const loads = await openDataset(context.lake, datasetOf(table)).loads();
  const current = loads.slice(
    Math.max(
      loads.findLastIndex((load) => load.mode === 'full'),
      0,
    ),
  );
  const columns = context.compiled.sourceColumns.get(`source.${table.id}`) ?? [];
  const existing = (await context.warehouse.inspect([operation.into.schema])).find(
    (each) => each.name === operation.into.name,
  );
  const applied = await readAppliedLoads(session, dialect, operation.into);
  const afresh = !sameShape(existing, columns) || !current.some((load) => applied.has(load.load));
  if (afresh) await session.execute(dialect.createEmptyTable(operation.into, columns));
  const pending = afresh ? current : current.filter((load) => !applied.has(load.load));
  for (const load of pending) await applyLoad(operation, load, scope);
  await recordAppliedLoads(
    session,
    dialect,
    operation.into,
    pending.map((load) => load.load),
    afresh,
  );
  const { rows } = await session.query(`select count(*) from ${dialect.relation(operation.into)}`);
  const changed = pending.reduce((sum, load) => sum + load.rows, 0);
  return {
    rows: Number(rows[0]?.[0] ?? 0),
    unchanged: pending.length === 0,
    remarks: pending.length === 0 ? [] : [`${changed.toLocaleString('en')} new or changed`],
  };
}

function sameShape(
  existing: ExistingRelation | undefined,
  columns: readonly { readonly name: string; readonly type: string }[],
): boolean {
  if (existing?.type !== 'table') return false;
  const shape = (list: readonly { readonly name: string; readonly type: string }[]): string =>
    list
      .map((column) => `${column.name} ${column.type}`)
      .join(',')
      .toLowerCase();
  return shape(existing.columns) === shape(columns);
}

async function applyLoad(
  operation: ApplyOperation,
  load: LoadManifest,
  { context, session }: OperationScope,
): Promise<void> {
  const { dialect } = context.warehouse;
  const { into, primaryKey } = operation;
  const files = await Promise.all(
    load.files.map((file) => context.lake.localPath(`${load.dataset}/${load.load}/${file.name}`)),
  );
  const select = `select *, ${dialect.literal(load.load)} as _load_id, cast(${dialect.literal(load.committedAt)} as timestamp) as _loaded_at from ${dialect.readParquet(files)}`;
  const incoming = aside(into, 'delta');
  const statements = load.mode === 'full'
    ? [`delete from ${dialect.relation(into)}`, `insert into ${dialect.relation(into)} by name ${select}`]
    : [
        dialect.createTableAs(incoming, select),
        dialect.deleteMatching(into, incoming, primaryKey),
        dialect.insertByName(into, incoming),
        dialect.dropTable(incoming),
      ]; // prettier-ignore
  for (const sql of statements) {
    try {
      await session.execute(sql);
    } catch (error) {
      throw explainFault(context.warehouse, error, { sql });
    }
  }
}
