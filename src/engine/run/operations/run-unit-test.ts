import type { Relation, ResultColumn, WarehouseSession } from '../../adapters/warehouse.ts';
import { failure } from '../../diagnostics/diagnostic.ts';
import type { NodeId } from '../../graph/graph.ts';
import type { Json, Model, UnitTest } from '../../parse/project.ts';
import type { Operation } from '../../plan/plan.ts';
import { engineSchema } from '../../state/generations.ts';
import { explainFault } from '../explain-fault.ts';
import type { OperationOutcome, OperationScope } from '../run-context.ts';
import { transformInto } from './transform-rows.ts';

type UnitTestOperation = Extract<Operation, { op: 'unit_test' }>;
type GivenRow = Readonly<Record<string, Json>>;

/** Runs a model on rows that the test gives and compares what comes out with what it expects. */
export async function runUnitTest(operation: UnitTestOperation, scope: OperationScope): Promise<OperationOutcome> {
  const { compiled } = scope.context;
  const test = compiled.project.unitTests.find((each) => each.name === operation.name);
  const model = test === undefined ? undefined : compiled.project.models.get(test.model);
  if (test === undefined || model === undefined) throw new Error(`no unit test ${operation.name}`);
  const tables: Relation[] = [];
  try {
    const elsewhere = await createInputs(test, model, scope, tables);
    const actual = await createActual(test, model, elsewhere, scope, tables);
    await compare(test, actual, scope);
    return {};
  } finally {
    for (const table of tables) await scope.session.execute(compiled.dialect.dropTable(table)).catch(() => undefined);
  }
}

/** Inputs that the test does not mention are empty. */
async function createInputs(
  test: UnitTest,
  model: Model,
  scope: OperationScope,
  tables: Relation[],
): Promise<ReadonlyMap<NodeId, Relation>> {
  const { compiled } = scope.context;
  const elsewhere = new Map<NodeId, Relation>();
  const parents = compiled.graph.parents.get(`model.${model.name}`) ?? [];
  for (const [index, id] of parents.entries()) {
    const given = test.given.find(
      (each) =>
        id === `source.${each.input.name}` || id === `model.${each.input.name}` || id === `seed.${each.input.name}`,
    );
    const rows = given?.rows ?? [];
    const table = { schema: engineSchema, name: `unit_${test.name}_${index}` };
    tables.push(table);
    const columns = await columnsOf(id, rows, scope);
    await scope.session.execute(compiled.dialect.createEmptyTable(table, columns));
    await insertRows(table, columns, rows, test, scope);
    elsewhere.set(id, table);
  }
  return elsewhere;
}

/** What stands in the warehouse knows best, then what is declared, then what the rows look like. */
async function columnsOf(
  id: NodeId,
  rows: readonly GivenRow[],
  { context, session }: OperationScope,
): Promise<readonly ResultColumn[]> {
  const treated = context.compiled.sourceColumns.get(id);
  if (treated !== undefined) return treated;
  const relation = context.compiled.relations.get(id);
  if (relation !== undefined) {
    try {
      return await session.describe(`select * from ${context.compiled.dialect.relation(relation)}`);
    } catch {
      // Not built yet: the declaration or the rows say what it looks like.
    }
  }
  const node = context.compiled.graph.nodes.get(id);
  const declared =
    node?.kind === 'model' || node?.kind === 'seed' ? node.columns.filter((column) => column.type !== undefined) : [];
  if (declared.length > 0) return declared.map((column) => ({ name: column.name, type: column.type ?? 'varchar' }));
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return names.map((name) => ({ name, type: typeOf(rows.map((row) => row[name] ?? null)) }));
}

function typeOf(values: readonly Json[]): string {
  const known = values.filter((value) => value !== null);
  if (known.length > 0 && known.every((value) => typeof value === 'boolean')) return 'boolean';
  if (known.length > 0 && known.every((value) => typeof value === 'number'))
    return known.every(Number.isInteger) ? 'bigint' : 'double';
  return 'varchar';
}

async function insertRows(
  table: Relation,
  columns: readonly ResultColumn[],
  rows: readonly GivenRow[],
  test: UnitTest,
  { context, session }: OperationScope,
): Promise<void> {
  const { dialect } = context.compiled;
  const known = new Map(columns.map((column) => [column.name.toLowerCase(), column]));
  for (const row of rows) {
    const unknown = Object.keys(row).find((name) => !known.has(name.toLowerCase()));
    if (unknown !== undefined)
      throw failure(
        'E0709',
        `unit test ${test.name}: a given row has a column "${unknown}" that its input does not have`,
        { location: test.location },
      );
    const names = Object.keys(row).map((name) => dialect.quote(name));
    const values = Object.entries(row).map(
      ([name, value]) =>
        `cast(${literalOf(value, dialect.literal)} as ${known.get(name.toLowerCase())?.type ?? 'varchar'})`,
    );
    if (names.length === 0) continue;
    await session.execute(`insert into ${dialect.relation(table)} (${names.join(', ')}) values (${values.join(', ')})`);
  }
}

function literalOf(value: Json, literal: (value: string | number | boolean | null) => string): string {
  if (Array.isArray(value)) return `[${value.map((each: Json) => literalOf(each, literal)).join(', ')}]`;
  if (value !== null && typeof value === 'object') return literal(JSON.stringify(value));
  return literal(value);
}

async function createActual(
  test: UnitTest,
  model: Model,
  elsewhere: ReadonlyMap<NodeId, Relation>,
  scope: OperationScope,
  tables: Relation[],
): Promise<Relation> {
  const { compiled, warehouse } = scope.context;
  const actual = { schema: engineSchema, name: `unit_${test.name}_actual` };
  tables.push(actual);
  if (model.language === 'typescript') {
    const body = compiled.bodies.get(`model.${model.name}`);
    if (body?.language !== 'typescript') throw new Error(`${model.name} is not compiled`);
    const inputs = model.inputs.map(([name, reference]) => ({
      name,
      select: `select * from ${compiled.referenceSql(reference, elsewhere) ?? ''}`,
    }));
    await scope.session.execute(compiled.dialect.createEmptyTable(actual, body.columns));
    await transformInto(
      { op: 'transform', model: model.name, into: actual, columns: body.columns, inputs, batchSize: body.batchSize },
      scope,
    );
    return actual;
  }
  const { sql, map } = compiled.renderModel(model, elsewhere);
  const statement = compiled.dialect.createTableAs(actual, sql);
  try {
    await scope.session.execute(statement);
  } catch (error) {
    throw explainFault(warehouse, error, { sql: statement, map, at: statement.indexOf(sql), file: model.path });
  }
  return actual;
}

/** Rows of a unit test are made up by its author: they may be shown. */
async function compare(test: UnitTest, actual: Relation, scope: OperationScope): Promise<void> {
  const { dialect } = scope.context.compiled;
  const columns = await scope.session.describe(`select * from ${dialect.relation(actual)}`);
  const wanted = [...new Set(test.expect.flatMap((row) => Object.keys(row)))];
  const types = wanted.map((name) => {
    const found = columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
    if (found === undefined)
      throw failure('E0709', `unit test ${test.name}: the model gives no column "${name}"`, {
        location: test.location,
      });
    return found;
  });
  const list = types.map((column) => dialect.quote(column.name)).join(', ');
  const given =
    wanted.length === 0
      ? `select * from ${dialect.relation(actual)}`
      : `select ${list} from ${dialect.relation(actual)}`;
  const expected = test.expect.map(
    (row) =>
      `(${wanted.map((name, index) => `cast(${literalOf(row[name] ?? null, dialect.literal)} as ${types[index]?.type ?? 'varchar'})`).join(', ')})`,
  );
  const values =
    expected.length === 0
      ? `select * from (${given}) where false`
      : `select * from (values ${expected.join(', ')}) as t(${list})`;
  const missing = await rowsOf(scope.session, `${values} except all ${given}`);
  const surplus = await rowsOf(scope.session, `${given} except all ${values}`);
  if (missing.length === 0 && surplus.length === 0) return;
  throw failure('E0709', `unit test ${test.name}: ${describeDifference(missing.length, surplus.length)}`, {
    location: test.location,
    notes: [
      ...missing.slice(0, 5).map((text) => ({ label: 'missing', text })),
      ...surplus.slice(0, 5).map((text) => ({ label: 'surplus', text })),
    ],
  });
}

async function rowsOf(session: WarehouseSession, sql: string): Promise<readonly string[]> {
  const { columns, rows } = await session.query(sql);
  return rows.map((row) => columns.map((column, index) => `${column.name}: ${JSON.stringify(row[index])}`).join(', '));
}

function describeDifference(missing: number, surplus: number): string {
  const rows = (count: number, one: string, more: string): string => (count === 1 ? `1 ${one}` : `${count} ${more}`);
  return [
    ...(missing === 0 ? [] : [rows(missing, 'expected row is missing', 'expected rows are missing')]),
    ...(surplus === 0 ? [] : [rows(surplus, 'row came that is not expected', 'rows came that are not expected')]),
  ].join(', ');
}
