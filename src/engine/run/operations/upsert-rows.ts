import type { Dialect, ResultColumn } from '../../adapters/warehouse.ts';
import { failure } from '../../diagnostics/diagnostic.ts';
import type { Operation } from '../../plan/plan.ts';
import type { OperationOutcome, OperationScope } from '../run-context.ts';
import { explainFault } from '../explain-fault.ts';

type UpsertOperation = Extract<Operation, { op: 'upsert' }>;

/** Brings the rows collected aside into an incremental table, inside the caller's transaction. */
export async function upsertRows(
  operation: UpsertOperation,
  { session, context, step }: OperationScope,
): Promise<OperationOutcome> {
  const { dialect } = context.warehouse;
  const { from, into, keys } = operation;
  const incoming = await session.describe(`select * from ${dialect.relation(from)}`);
  const existing = await session.describe(`select * from ${dialect.relation(into)}`);
  let rows = 0;
  const file = context.compiled.graph.nodes.get(step)?.path;
  for (const sql of [
    ...alterations(operation, incoming, existing, dialect, file),
    ...statements(operation, shared(incoming, existing, operation), dialect),
  ]) {
    try {
      rows = (await session.execute(sql)).rowsChanged;
    } catch (error) {
      throw explainFault(context.warehouse, error, { sql });
    }
  }
  return { rows, unchanged: rows === 0, remarks: keys.length === 0 ? [] : [`by ${keys.join(', ')}`] };
}

function statements(operation: UpsertOperation, columns: readonly string[], dialect: Dialect): readonly string[] {
  const { from, into, keys, strategy } = operation;
  switch (strategy) {
    case 'append':
      return [insert(operation, columns, dialect)];
    case 'delete+insert':
      return [dialect.deleteMatching(into, from, keys), insert(operation, columns, dialect)];
    case 'merge':
      return [dialect.merge(into, from, keys, columns)];
  }
}

function insert({ from, into }: UpsertOperation, columns: readonly string[], dialect: Dialect): string {
  const list = columns.map((column) => dialect.quote(column)).join(', ');
  return `insert into ${dialect.relation(into)} (${list}) select ${list} from ${dialect.relation(from)}`;
}

function shared(
  incoming: readonly ResultColumn[],
  existing: readonly ResultColumn[],
  operation: UpsertOperation,
): readonly string[] {
  const known = new Set(existing.map((column) => lower(column)));
  const adds = operation.onSchemaChange === 'append_new_columns' || operation.onSchemaChange === 'sync_all_columns';
  return incoming.filter((column) => adds || known.has(lower(column))).map((column) => column.name);
}

/** dbt's four answers to a changed schema; none of them fills old rows in. */
function alterations(
  operation: UpsertOperation,
  incoming: readonly ResultColumn[],
  existing: readonly ResultColumn[],
  dialect: Dialect,
  file: string | undefined,
): readonly string[] {
  const { into, onSchemaChange } = operation;
  const added = missingFrom(existing, incoming);
  const removed = missingFrom(incoming, existing);
  if (added.length === 0 && removed.length === 0) return [];
  const adds = added.map((column) => dialect.addColumn(into, column));
  switch (onSchemaChange) {
    case 'append_new_columns':
      return adds;
    case 'sync_all_columns':
      return [...adds, ...removed.map((column) => dialect.dropColumn(into, column.name))];
    case 'fail':
      throw schemaChanged(`columns of ${into.name} changed: ${changes(added, removed)}`, file);
    case 'ignore':
      if (removed.length > 0) throw schemaChanged(`${into.name} no longer has ${names(removed)}`, file);
      return [];
  }
}

function schemaChanged(message: string, file: string | undefined): ReturnType<typeof failure> {
  const location = file === undefined ? {} : { location: { file } };
  return failure('E0604', message, {
    ...location,
    hint: 'run it with --full-refresh, or choose on_schema_change: append_new_columns or sync_all_columns',
  });
}

const lower = (column: ResultColumn): string => column.name.toLowerCase();
const names = (columns: readonly ResultColumn[]): string => columns.map((column) => `"${column.name}"`).join(', ');

function missingFrom(there: readonly ResultColumn[], here: readonly ResultColumn[]): readonly ResultColumn[] {
  const known = new Set(there.map(lower));
  return here.filter((column) => !known.has(lower(column)));
}

function changes(added: readonly ResultColumn[], removed: readonly ResultColumn[]): string {
  return [added.length > 0 ? `new ${names(added)}` : '', removed.length > 0 ? `gone ${names(removed)}` : '']
    .filter(Boolean)
    .join(', ');
}
