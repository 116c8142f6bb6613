import { afterEach, describe, expect, it } from 'vitest';
import { codesOf, resultOf, smallProject, statuses, type SmallProject } from '../harness/small-project.ts';

let project: SmallProject;
afterEach(() => project.remove());

const table = (select: string): string => `{{config materialized="table"}}\n${select}\n`;

describe('a test of several relations', () => {
  it('audits the last of them before it is published: relationships', async () => {
    project = smallProject({
      'seeds/customers.csv': 'id\n1\n2\n',
      'models/orders.sql': table('select 1 as customer_id from {{ref "customers"}} limit 1'),
      'models/orders.yml':
        "version: 1\nmodels:\n  - name: orders\n    columns: [{name: customer_id, data_tests: [{relationships: {to: ref('customers'), field: id}}]}]\n",
    });
    await project.build();
    project.write({ 'models/orders.sql': table('select 9 as customer_id from {{ref "customers"}}') });
    const results = await project.build();
    expect(resultOf(results, 'orders').status).toBe('fail');
    expect(results.results.find((each) => each.kind === 'test')).toMatchObject({ status: 'fail', failures: 2 });
    expect(await project.query('select customer_id from main.orders')).toEqual([[1]]);
  });

  it('audits the last of them before it is published: singular', async () => {
    project = smallProject({
      'models/a.sql': table('select 1 as n'),
      'models/b.sql': table('select n from {{ref "a"}}'),
      'models/c.sql': table('select n from {{ref "b"}}'),
      'tests/b_is_a.sql': 'select * from {{ref "a"}} join {{ref "b"}} b on a.n <> b.n -- none\n',
    });
    expect(statuses(await project.build())).toEqual({ a: 'success', b_is_a: 'pass', b: 'success', c: 'success' });
    project.write({ 'models/b.sql': table('select n + 1 as n from {{ref "a"}}') });
    expect(statuses(await project.build())).toEqual({ a: 'success', b_is_a: 'fail', b: 'fail', c: 'skipped' });
    expect(await project.query('select n from main.b')).toEqual([[1]]);
  });

  it('holds up only what depends on all of them, where none comes last', async () => {
    project = smallProject({
      'models/left.sql': table('select 1 as n'),
      'models/right.sql': table('select 2 as n'),
      'models/only_left.sql': table('select n from {{ref "left"}}'),
      'models/both.sql': table('select l.n from {{ref "left"}} l, {{ref "right"}} r'),
      'models/after.sql': table('select n from {{ref "both"}}'),
      'tests/same.sql': 'select l.n from {{ref "left"}} l join {{ref "right"}} r on l.n <> r.n\n',
    });
    const results = await project.build();
    expect(statuses(results)).toEqual({
      left: 'success',
      right: 'success',
      only_left: 'success',
      same: 'fail',
      both: 'skipped',
      after: 'skipped',
    });
    expect(resultOf(results, 'after').because).toBe('test.same');
  });
});

describe('severity and thresholds', () => {
  const withTest = (settings: string): Readonly<Record<string, string>> => ({
    'models/a.sql': table('select nullif(i, 0) as n from (values (0), (0), (0), (1)) t(i)'),
    'models/a.yml': `version: 1\nmodels:\n  - name: a\n    columns: [{name: n, data_tests: [{not_null: {${settings}}}]}]\n`,
  });

  it.each([
    ['', 'fail'],
    ['severity: warn', 'warn'],
    ['warn_if: "> 5", error_if: "> 10"', 'pass'],
    ['warn_if: "> 2", error_if: "> 10"', 'warn'],
    ['error_if: ">= 3"', 'fail'],
    ['severity: warn, error_if: ">= 1", warn_if: "> 3"', 'pass'],
    ['warn_if: ">= 75%", error_if: "> 75%"', 'warn'],
    ['where: "n = 1"', 'pass'],
    ['enabled: false', undefined],
  ])('{%s} gives %s', async (settings, expected) => {
    project = smallProject(withTest(settings));
    const results = await project.build();
    const test = results.results.find((each) => each.kind === 'test');
    expect(test?.status).toBe(expected);
    if (expected !== undefined) expect(test?.failures).toBe(settings.startsWith('where') ? 0 : 3);
    expect(results.success).toBe(expected !== 'fail');
    expect(resultOf(results, 'a').status).toBe(expected === 'fail' ? 'fail' : 'success');
  });

  it('counts at most as many failures as the limit says', async () => {
    project = smallProject(withTest('limit: 2'));
    expect((await project.build()).results.find((each) => each.kind === 'test')).toMatchObject({
      status: 'fail',
      failures: 2,
    });
  });
});

describe('store_failures', () => {
  const files = (materialized: string): Readonly<Record<string, string>> => ({
    'seeds/raw.csv': 'id,n\n1,1\n2,\n',
    'models/a.sql': `{{config materialized="${materialized}" unique_key="id"}}\nselect * from {{ref "raw"}}\n`,
    'models/a.yml':
      'version: 1\nmodels:\n  - name: a\n    columns: [{name: n, data_tests: [{not_null: {store_failures: true}}]}]\n',
  });

  it.each(['table', 'view', 'external'])(
    'keeps the failing rows of a %s, and drops them once there are none',
    async (materialized) => {
      project = smallProject(files(materialized));
      const [diagnostic] = resultOf(await project.build(), 'not_null_a_n').diagnostics;
      expect(diagnostic?.hint).toBe('the failing rows are in main.failures__not_null_a_n');
      expect(await project.query('select id from main.failures__not_null_a_n')).toEqual([[2]]);
      project.write({ 'seeds/raw.csv': 'id,n\n1,1\n2,2\n' });
      await project.build();
      expect(await project.relations('main')).toEqual([`main.a ${materialized === 'table' ? 'table' : 'view'}`]);
    },
  );

  it('keeps the failing rows of an incremental change that was rolled back, with their types', async () => {
    project = smallProject({ ...files('incremental'), 'seeds/raw.csv': 'id,n\n1,1\n' });
    expect(statuses(await project.build())).toMatchObject({ a: 'success' });
    project.write({ 'seeds/raw.csv': 'id,n\n1,\n2,\n3,3\n' });
    expect(statuses(await project.build())).toEqual({ raw: 'success', not_null_a_n: 'fail', a: 'fail' });
    expect(await project.query('select id, n, typeof(n) from main.failures__not_null_a_n order by id')).toEqual([[1, null, 'BIGINT'], [2, null, 'BIGINT']]); // prettier-ignore
    expect(await project.query('select * from main.a')).toEqual([[1, 1]]);
    project.write({ 'seeds/raw.csv': 'id,n\n1,1\n' });
    await project.build();
    expect(await project.relations('main')).toEqual(['main.a table']);
  });
});

describe('a test that cannot run', () => {
  it.each(['table', 'incremental'])(
    'is an error that points into it and keeps a %s from being published',
    async (materialized) => {
      project = smallProject({ 'models/a.sql': `{{config materialized="${materialized}"}}\nselect 1 as n\n` });
      await project.build();
      project.write({
        'models/a.sql': `{{config materialized="${materialized}"}}\nselect 2 as n\n`,
        'tests/broken.sql': 'select *\nfrom {{ref "a"}}\nwhere m > 0\n',
        'tests/other.sql': 'select * from {{ref "a"}} where n > 9\n',
      });
      const results = await project.build();
      expect(codesOf(results, 'broken')).toEqual(['E0703']);
      expect(resultOf(results, 'broken').diagnostics[0]?.location).toMatchObject({
        file: 'tests/broken.sql',
        start: 32,
      });
      expect(statuses(results)).toEqual({
        broken: 'error',
        other: materialized === 'table' ? 'pass' : 'skipped',
        a: 'fail',
      });
      expect(await project.query('select n from main.a')).toEqual([[1]]);
    },
  );
});

describe('alambic test', () => {
  it('looks at what is published, changes nothing and skips nothing', async () => {
    project = smallProject({
      'models/a.sql': 'select i as n, null as gap from range(3) t(i) group by i\n',
      'models/b.sql': table('select n from {{ref "a"}}'),
      'models/a.yml':
        'version: 1\nmodels:\n  - name: a\n    columns: [{name: n, data_tests: [unique]}, {name: gap, data_tests: [not_null]}]\n  - name: b\n    columns: [{name: n, data_tests: [not_null]}]\n',
    });
    await project.run('run');
    const results = await project.run('test');
    expect(statuses(results)).toEqual({ unique_a_n: 'pass', not_null_a_gap: 'fail', not_null_b_n: 'pass' });
    expect(results.success).toBe(false);
    expect(await project.relations('main')).toEqual(['main.a view', 'main.b table']);
  });
});

describe('run', () => {
  it('tests nothing', async () => {
    project = smallProject({
      'models/a.sql': table('select null as n'),
      'models/a.yml': 'version: 1\nmodels:\n  - name: a\n    columns: [{name: n, data_tests: [not_null]}]\n',
    });
    expect(statuses(await project.run('run'))).toEqual({ a: 'success' });
  });
});

describe('unit tests', () => {
  const unit = (expected: string, given = '{id: 1, amount: 10}, {id: 2, amount: -5}'): string => `version: 1
unit_tests:
  - name: refunds_are_left_out
    model: paid
    given: [{input: ref('raw'), rows: [${given}]}]
    expect: {rows: [${expected}]}
`;
  const files = (
    text: string,
    model = 'select id, amount * 2 as twice from {{ref "raw"}} where amount > 0',
  ): Readonly<Record<string, string>> => ({
    'seeds/raw.csv': 'id,amount\n7,1\n',
    'models/paid.sql': table(model),
    'models/child.sql': table('select * from {{ref "paid"}}'),
    'models/units.yml': text,
  });
  const name = 'refunds_are_left_out';

  it('pass before their model is built, on the rows given alone', async () => {
    project = smallProject(files(unit('{id: 1, twice: 20}')));
    const results = await project.build();
    expect(statuses(results)).toEqual({ raw: 'success', [name]: 'pass', paid: 'success', child: 'success' });
    expect(results.results.map((each) => each.name).indexOf(name)).toBeLessThan(
      results.results.map((each) => each.name).indexOf('paid'),
    );
    expect(await project.query('select * from main.paid')).toEqual([[7, 2]]);
    expect(await project.query("select table_name from duckdb_tables() where table_name like 'unit_%'")).toEqual([]);
  });

  it('compare only the columns that are expected, in any order of rows, and count duplicates', async () => {
    project = smallProject(files(unit('{twice: 20}, {twice: 20}', '{id: 1, amount: 10}, {id: 3, amount: 10}')));
    expect(statuses(await project.build())).toMatchObject({ [name]: 'pass' });
    project.write({ 'models/units.yml': unit('{twice: 20}', '{id: 1, amount: 10}, {id: 3, amount: 10}') });
    expect(statuses(await project.build())).toMatchObject({ [name]: 'fail' });
  });

  it('that fail say which rows differ and keep the model from being built', async () => {
    project = smallProject(files(unit('{id: 1, twice: 21}')));
    const results = await project.build();
    expect(statuses(results)).toEqual({ raw: 'success', [name]: 'fail', paid: 'skipped', child: 'skipped' });
    expect(resultOf(results, name).diagnostics).toMatchObject([
      {
        code: 'E0709',
        location: { file: 'models/units.yml' },
        notes: [
          { label: 'missing', text: 'id: 1, twice: 21' },
          { label: 'surplus', text: 'id: 1, twice: 20' },
        ],
      },
    ]);
    expect(resultOf(results, 'child').because).toBe(`unit_test.${name}`);
  });

  it('expect no rows where none are written', async () => {
    project = smallProject(files(unit('', '{id: 2, amount: -5}')));
    expect(statuses(await project.build())).toMatchObject({ [name]: 'pass' });
  });

  it.each([
    ['a given column', unit('{id: 1}', '{id: 1, amuont: 3}'), 'amuont'],
    ['an expected column', unit('{id: 1, thrice: 3}'), 'thrice'],
  ])('name %s that is unknown', async (_, text, column) => {
    project = smallProject(files(text));
    const results = await project.build();
    expect(codesOf(results, name)).toEqual(['E0709']);
    expect(resultOf(results, name).diagnostics[0]?.message).toContain(`"${column}"`);
    expect(statuses(results)).toMatchObject({ paid: 'skipped' });
  });

  it('point at the line of a model whose SQL fails', async () => {
    project = smallProject(files(unit('{id: 1}'), 'select id, nope from {{ref "raw"}}'));
    const result = resultOf(await project.build(), name);
    expect(result.status).toBe('error');
    expect(result.diagnostics).toMatchObject([{ code: 'E0402', location: { file: 'models/paid.sql' } }]);
  });

  it('run a TypeScript model', async () => {
    project = smallProject({
      'seeds/raw.csv': 'id,amount\n7,1\n',
      'models/paid.ts': typeScript,
      'models/units.yml': unit('{id: 1, twice: 20}'),
    });
    expect(statuses(await project.build())).toEqual({ raw: 'success', [name]: 'pass', paid: 'success' });
    project.write({ 'models/units.yml': unit('{id: 1, twice: 20}, {id: 2, twice: -10}') });
    expect(statuses(await project.build())).toEqual({ raw: 'success', [name]: 'fail', paid: 'skipped' });
  });

  const typeScript = `import { defineModel, ref } from 'alambic';
export default defineModel({
  materialized: 'table',
  inputs: { raw: ref('raw') },
  columns: { id: { type: 'bigint' }, twice: { type: 'bigint' } },
  transform: (batch) => batch.raw.filter((row) => Number(row.amount) > 0).map((row) => ({ id: row.id, twice: Number(row.amount) * 2 })),
});
`;
});
