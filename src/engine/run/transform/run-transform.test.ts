import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ResultColumn, Value, Warehouse, WarehouseSession } from '../../adapters/warehouse.ts';
import { openDuckDb } from '../../adapters/warehouses/duckdb/open-duckdb.ts';
import { AlambicError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { loadTypeScript } from '../../load/load-typescript.ts';
import { runTransform, type TransformRequest, type TransformResult } from './run-transform.ts';

/** The models of the tests: the body of `transform`. */
const models: Readonly<Record<string, string>> = {
  identity: 'return batch.rows;',
  numbered: 'return batch.rows.map((row, index) => ({ n: context.offset + index }));',
  slow_first:
    'if (context.offset === 0) await new Promise((resolve) => setTimeout(resolve, 150)); return batch.rows.map(({ n }) => ({ n }));',
  joined:
    'const names = new Map(batch.names.map((row) => [row.id, row.name])); return batch.rows.map(({ n }) => ({ n, name: names.get(n) ?? `${context.model} ${context.target} ${context.vars.greeting}` }));',
  doubled: 'return batch.rows.flatMap(({ n }) => [{ n }, { n }]);',
  filtered: 'return batch.rows.filter(({ n }) => (n as number) % 2 === 0);',
  sparse: 'return batch.rows.map(({ n }) => ((n as number) === 0 ? { n } : { n, name: undefined }));',
  wrong_type: "return batch.rows.map(({ n }) => ({ n: n === 1500 ? 'alice@example.org' : n }));",
  wrong_count: "return batch.rows.slice(1).map(({ n }) => ({ n: n === 1500 ? 'alice@example.org' : n }));",
  unknown_column: "return batch.rows.map(({ n }) => ({ n, nmae: 'alice' }));",
  computed_column: "return batch.rows.map(({ n }) => ({ n, ['alice@example.org']: 1 }));",
  no_list: 'return { rows: batch.rows } as never;',
  no_row: "return ['alice' as never];",
  a_function: "return batch.rows.map(() => ({ n: 1, name: (() => 'alice') as never }));",
  throws: "if (context.offset === 1000)\n      throw new RangeError('alice@example.org');\n    return batch.rows;",
  type_error:
    'const lookup: Record<string, { length: number }> = {};\n    return batch.rows.map(() => ({ n: lookup["alice@example.org"]!.length }));',
  rejects: "return Promise.reject('alice@example.org');",
  dangling:
    "void Promise.reject(new RangeError('alice')); await new Promise((resolve) => setTimeout(resolve, 1000)); return [];",
  exits: 'process.exit(3);',
  hangs: 'for (;;) {}',
  talks: "console.log('alice'); process.stderr.write('alice'); return batch.rows;",
  environment: 'return [{ n: Object.keys(process.env).includes("PII_KEY") ? 1 : 0 }];',
};

let root: string;
let bundleFile: string;
let warehouse: Warehouse;
let session: WarehouseSession;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'run-transform-'));
  await mkdir(join(root, 'models'));
  const entries = [];
  for (const [name, body] of Object.entries(models)) {
    const text = `import { defineModel, ref } from 'alambic';\nexport default defineModel({\n  inputs: { rows: ref('rows'), names: ref('names') },\n  columns: { n: { type: 'bigint' }},\n  async transform(batch, context) {\n    ${body}\n  },\n});\n`;
    const path = `models/${name}.ts`;
    await writeFile(join(root, path), text);
    entries.push({ path, text, hash: createHash('sha1').update(text).digest('hex') });
  }
  const { bundle, diagnostics } = await loadTypeScript({
    root,
    kind: 'models',
    entries,
    cacheDir: join(root, '.alambic/cache'),
  });
  expect(diagnostics).toEqual([]);
  bundleFile = bundle!.file;
  warehouse = await openDuckDb({ path: ':memory:', threads: 2 });
  session = await warehouse.session();
});
afterAll(async () => {
  await warehouse.close();
  await rm(root, { recursive: true });
});

const sink = { schema: 'main', name: 'sink' };
const n: ResultColumn = { name: 'n', type: 'bigint' };
const name: ResultColumn = { name: 'name', type: 'varchar' };

async function run(
  model: string,
  options: Partial<TransformRequest> & { rows?: number } = {},
): Promise<TransformResult> {
  const columns = options.columns ?? [n];
  await session.execute(warehouse.dialect.createEmptyTable(sink, columns));
  return runTransform({
    bundleFile,
    root,
    model,
    path: `models/${model}.ts`,
    inputs: [{ name: 'rows', select: `select i as n from range(${options.rows ?? 3500}) t(i)` }],
    columns,
    vars: { greeting: 'hello' },
    target: 'local',
    workers: 2,
    read: async (work) => {
      const reader = await warehouse.session();
      try {
        return await work(reader);
      } finally {
        await reader.close();
      }
    },
    sink: { session, relation: sink },
    ...options,
  });
}

async function written(): Promise<readonly (readonly Value[])[]> {
  return (await session.query('select * from sink')).rows;
}

async function diagnosticOf(work: Promise<unknown>): Promise<Diagnostic> {
  const error = await work.then(() => undefined, (caught: unknown) => caught); // prettier-ignore
  if (!(error instanceof AlambicError)) throw error ?? new Error('nothing failed');
  expect(JSON.stringify(error.diagnostics) + error.stack).not.toContain('alice');
  return error.diagnostics[0]!;
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('rows', () => {
  test('arrive in order, though a later batch is done first', async () => {
    const progress: number[] = [];
    const result = await run('slow_first', { onProgress: (rows) => progress.push(rows) });
    expect(result).toEqual({ rows: 3500, inputRows: 3500, workers: 2, wroteToConsole: false });
    expect((await written()).map(([value]) => value)).toEqual(numbers(3500));
    expect(progress).toEqual([1000, 2000, 3000, 3500]);
  });

  test.each([1, 2, 3])('do not depend on the number of workers: %i', async (workers) => {
    await run('numbered', { workers, batchSize: 300 });
    expect((await written()).map(([value]) => value)).toEqual(numbers(3500));
  });

  test('may be more or fewer than those given', async () => {
    expect(await run('doubled')).toMatchObject({ rows: 7000, inputRows: 3500 });
    expect(await run('filtered')).toMatchObject({ rows: 1750 });
    expect(await run('identity', { rows: 0 })).toMatchObject({ rows: 0, inputRows: 0 });
  });

  test('see the other inputs whole, and the context', async () => {
    const inputs = [
      { name: 'rows', select: 'select i as n from range(3) t(i)' },
      { name: 'names', select: "select * from (values (1, 'one')) t(id, name)" },
    ];
    await run('joined', { inputs, columns: [n, name], batchSize: 1 });
    expect(await written()).toEqual([[0, 'joined local hello'], [1, 'one'], [2, 'joined local hello']]); // prettier-ignore
  });

  test('have NULL where a declared column is missing', async () => {
    await run('sparse', { rows: 2, columns: [n, name] });
    expect(await written()).toEqual([[0, null], [1, null]]); // prettier-ignore
  });

  test('pass through unchanged, whatever their types', async () => {
    const types = [
      'bigint',
      'hugeint',
      'double',
      'decimal(10,2)',
      'boolean',
      'varchar',
      'date',
      'timestamp',
      'json',
      'varchar[]',
      'date[]',
      'struct(a integer, b timestamp)',
      'map(varchar, double)',
      'blob',
      'uuid',
      'time',
    ];
    const values = [
      '9007199254740993',
      '170141183460469231731687303715884105727',
      "'nan'",
      '1.25',
      'true',
      "'é🜚'",
      "'1969-12-31'",
      "'2026-01-02 03:04:05.678'",
      `'{"a":[1,null]}'`,
      "['a', null]",
      "['2026-01-02', null]",
      "{'a': 1, 'b': '2026-01-02'}",
      "map {'k': 1.5}",
      "'ab'",
      "'c0ffee00-0000-4000-8000-000000000001'",
      "'12:30:00'",
    ];
    const columns = types.map((type, index) => ({ name: `c${index}`, type }));
    const list = columns.map(({ name, type }, index) => `cast(${values[index]} as ${type}) as ${name}`).join(', ');
    await session.execute(
      `create or replace table typed as select ${list} union all select ${columns.map(() => 'null').join(', ')}`,
    );
    await run('identity', { inputs: [{ name: 'rows', select: 'select * from typed' }], columns });
    expect((await session.query('select * from typed except all select * from sink')).rows).toEqual([]);
    expect(await written()).toHaveLength(2);
  });
});

describe('a row that is not as declared is E0505, with its place and no value', () => {
  test.each([
    [
      'wrong_type',
      'model "wrong_type", row 1501 of input "rows", column "n": expected bigint, got a string',
      undefined,
    ],
    [
      'wrong_count',
      'model "wrong_count", row 500 of those returned for rows 1001 to 2000 of input "rows", column "n": expected bigint, got a string',
      undefined,
    ],
    ['unknown_column', 'model "unknown_column", row 1 of input "rows": unknown column "nmae"', 'did you mean "name"?'],
    [
      'computed_column',
      'model "computed_column", row 1 of input "rows": a column that is not declared',
      'declared are n, name',
    ],
    ['no_list', 'model "no_list": transform returned an object instead of a list of rows', undefined],
    [
      'no_row',
      'model "no_row", row 1 of those returned for rows 1 to 1000 of input "rows": a string instead of a row',
      undefined,
    ],
    [
      'a_function',
      'model "a_function", row 1 of input "rows", column "name": expected varchar, got a function',
      undefined,
    ],
  ])('%s', async (model, message, hint) => {
    const locate = (column: string): { file: string; line: number; column: number } => ({
      file: `models/${model}.ts`,
      line: 4,
      column: column.length,
    });
    const diagnostic = await diagnosticOf(run(model, { columns: [n, name], locate }));
    expect(diagnostic).toMatchObject({ code: 'E0505', message, location: { file: `models/${model}.ts` } });
    expect(diagnostic.hint).toBe(hint);
    if (message.includes('column "n"')) expect(diagnostic.location).toMatchObject({ line: 4, column: 1 });
  });
});

describe('a model that fails is E0506, at the user’s line', () => {
  test.each([
    ['throws', 'model "throws" threw RangeError', { line: 7, column: 13 }, 'rows 1001 to 2000 of input "rows"'],
    [
      'type_error',
      'model "type_error" threw TypeError: cannot read properties of undefined',
      { line: 7, column: 68 },
      'rows 1 to 1000 of input "rows"',
    ],
    ['rejects', 'model "rejects" threw a value that is not an Error', {}, 'rows 1 to 1000 of input "rows"'],
  ])('%s', async (model, message, place, given) => {
    const diagnostic = await diagnosticOf(run(model));
    expect(diagnostic).toMatchObject({ code: 'E0506', message, location: { file: `models/${model}.ts`, ...place } });
    expect(diagnostic.notes).toEqual([{ label: 'given', text: given }]);
  });

  test.each([
    ['exits', 'model "exits" ended its worker (exit code 3)'],
    ['dangling', 'model "dangling" threw RangeError outside of its transform'],
  ])('%s', async (model, message) => {
    expect(await diagnosticOf(run(model))).toMatchObject({
      code: 'E0506',
      message,
      location: { file: `models/${model}.ts` },
    });
  });

  test('whatever came before is not appended twice nor later', async () => {
    await diagnosticOf(run('throws', { workers: 1 }));
    const before = await written();
    expect(before.length).toBeLessThanOrEqual(1000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await written()).toEqual(before);
  });
});

describe('the worker', () => {
  test('that hangs is ended by an interruption', async () => {
    const controller = new AbortController();
    const running = diagnosticOf(run('hangs', { signal: controller.signal }));
    setTimeout(() => controller.abort(), 100);
    expect(await running).toEqual({ code: 'E0708', severity: 'error', message: 'interrupted' });
    await expect(run('identity', { signal: controller.signal })).rejects.toThrow('E0708');
  });

  test('says nothing on the console, but that something was said is known', async () => {
    expect(await run('talks')).toMatchObject({ rows: 3500, wroteToConsole: true });
  });

  test('does not see the environment’s secrets', async () => {
    process.env['PII_KEY'] = 'alice';
    await run('environment', { rows: 1 });
    delete process.env['PII_KEY'];
    expect(await written()).toEqual([[0]]);
  });

  test('is started from the bundle alone: its model’s imports are resolved from the project', async () => {
    expect(await readFile(bundleFile, 'utf8')).not.toContain('from "alambic"');
  });
});
