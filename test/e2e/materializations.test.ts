import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, describe, expect, it } from 'vitest';
import { codesOf, resultOf, smallProject, statuses, type SmallProject } from '../harness/small-project.ts';

let project: SmallProject;
afterEach(() => project.remove());

const as = (materialized: string, select: string): string => `{{config materialized="${materialized}"}}\n${select}\n`;

describe('a change of materialization', () => {
  const kinds = ['view', 'table', 'incremental', 'external'];
  const pairs = kinds.flatMap((from) => kinds.filter((to) => to !== from).map((to) => [from, to] as const));

  it.each(pairs)('from %s to %s replaces one by the other', async (from, to) => {
    project = smallProject({
      'models/a.sql': as(from, 'select 1 as n'),
      'models/b.sql': as('table', 'select n + 1 as n from {{ref "a"}}'),
    });
    expect((await project.build()).success).toBe(true);
    project.write({ 'models/a.sql': as(to, 'select {{#if (is_incremental)}}5{{else}}2{{/if}} as n') });
    expect(statuses(await project.build())).toEqual({ a: 'success', b: 'success' });
    const rows = to === 'incremental' && from === 'table' ? [[1], [5]] : [[2]];
    expect(await project.query('select n from main.a order by n')).toEqual(rows);
    expect(await project.relations()).toEqual([
      `main.a ${to === 'view' || to === 'external' ? 'view' : 'table'}`,
      'main.b table',
    ]);
  });
});

describe('ephemeral models', () => {
  it('are part of their readers: chains, CTEs, comments at the end, and nothing stands in the warehouse', async () => {
    project = smallProject({
      'seeds/raw.csv': 'id,amount\n1,10\n2,20\n3,30\n',
      'models/big.sql': as(
        'ephemeral',
        'with base as (select * from {{ref "raw"}}) select * from base where amount > 10 -- the small ones are left out',
      ),
      'models/doubled.sql': as(
        'ephemeral',
        'select id, amount * 2 as amount from {{ref "big"}} /* twice */ -- and again',
      ),
      'models/joined.sql': as(
        'table',
        'with twice as (select * from {{ref "doubled"}}) select twice.id, twice.amount, b.amount as once from twice join {{ref "big"}} b using (id)',
      ),
      'models/seen.sql': as('view', 'select sum(amount) as total from {{ref "doubled"}} d'),
    });
    const results = await project.build();
    expect(statuses(results)).toEqual({ raw: 'success', joined: 'success', seen: 'success' });
    expect(await project.query('select * from main.joined order by id')).toEqual([[2, 40, 20], [3, 60, 30]]); // prettier-ignore
    expect(await project.query('select total from main.seen')).toEqual([[100]]);
    expect(await project.relations()).toEqual(['main.joined table', 'main.seen view', 'seeds.raw table']);
  });

  it('are tested, and a test that fails holds up what reads them', async () => {
    project = smallProject({
      'seeds/raw.csv': 'id\n1\n',
      'models/e.sql': as('ephemeral', 'select id, null::int as gap from {{ref "raw"}}'),
      'models/e.yml':
        'version: 1\nmodels:\n  - name: e\n    columns: [{name: gap, data_tests: [not_null]}, {name: id, data_tests: [not_null]}]\n',
      'models/reader.sql': as('table', 'select * from {{ref "e"}}'),
      'models/other.sql': as('table', 'select * from {{ref "raw"}}'),
    });
    const results = await project.build();
    expect(statuses(results)).toEqual({
      raw: 'success',
      other: 'success',
      not_null_e_gap: 'fail',
      not_null_e_id: 'pass',
      reader: 'skipped',
    });
  });

  it('pass errors on to the line of the ephemeral model', async () => {
    project = smallProject({
      'models/e.sql': as('ephemeral', 'select 1 as id,\n  nope'),
      'models/reader.sql': as('table', 'select * from {{ref "e"}}'),
    });
    const [diagnostic] = resultOf(await project.build(), 'reader').diagnostics;
    expect(diagnostic?.code).toBe('E0402');
    expect(JSON.stringify([diagnostic?.location, diagnostic?.via])).toContain('models/e.sql');
  });
});

describe('an external model', () => {
  const lake = (...path: readonly string[]): string =>
    join(project.projectDir, '.alambic/lake/processed/numbers', ...path);

  it('stands in the lake as Parquet with a manifest, for any reader', async () => {
    project = smallProject({
      'models/numbers.sql': as('external', "select 1::bigint as id, 'a' as name union all select 2, 'b'"),
    });
    const first = await project.build();
    expect(resultOf(first, 'numbers')).toMatchObject({ status: 'success', rows: 2 });
    expect(readdirSync(lake()).sort()).toEqual(['000001']);
    const manifest = JSON.parse(readFileSync(lake('000001', 'manifest.json'), 'utf8')) as Record<string, unknown>;
    expect(manifest).toMatchObject({ dataset: 'processed/numbers', load: '000001', rows: 2, schema: [{ name: 'id', type: 'bigint' }, { name: 'name', type: 'varchar' }], runId: first.runId }); // prettier-ignore
    const duckdb = await (await DuckDBInstance.create(':memory:')).connect();
    const read = await duckdb.runAndReadAll(
      `select * from read_parquet('${lake('000001', 'part-00000.parquet')}') order by id`,
    );
    expect(read.getRowsJson()).toEqual([['1', 'a'], ['2', 'b']]); // prettier-ignore
    duckdb.closeSync();
    expect(await project.query('select count(*) from main.numbers')).toEqual([[2]]);
  });

  it('is unchanged by a second identical run, and has a second version after a change', async () => {
    project = smallProject({ 'models/numbers.sql': as('external', 'select 1 as id') });
    await project.build();
    expect(statuses(await project.build())).toEqual({ numbers: 'unchanged' });
    expect(readdirSync(lake()).sort()).toEqual(['000001']);
    project.write({ 'models/numbers.sql': as('external', 'select 2 as id') });
    expect(statuses(await project.build())).toEqual({ numbers: 'success' });
    expect(readdirSync(lake()).sort()).toEqual(['000001', '000002']);
    expect(await project.query('select id from main.numbers')).toEqual([[2]]);
    expect(await project.relations('main')).toEqual(['main.numbers view']);
  });
});

describe('an enforced contract', () => {
  const contract = (columns: string): string =>
    `version: 1\nmodels:\n  - name: orders\n    contract: {enforced: true}\n    columns: [${columns}]\n`;

  it.each([
    [
      'a column that is not given',
      '{name: id, type: integer}, {name: gone, type: varchar}, {name: amount, type: double}',
      ['E0501'],
    ],
    ['a column that is not declared', '{name: id, type: integer}', ['E0501']],
    ['another type', '{name: id, type: bigint}, {name: amount, type: double}', ['E0502']],
  ])('refuses %s and leaves what is published', async (_, columns, codes) => {
    for (const materialized of ['table', 'view', 'incremental', 'external']) {
      const select = 'select 1::integer as id, 2.5::double as amount';
      project = smallProject({
        'models/orders.sql': as(materialized, 'select 0 as old'),
        'models/child.sql': 'select * from {{ref "orders"}}\n',
      });
      await project.build();
      project.write({ 'models/orders.sql': as(materialized, select), 'models/orders.yml': contract(columns) });
      const results = await project.run('run', { fullRefresh: true });
      expect(statuses(results)).toEqual({ orders: 'error', child: 'skipped' });
      expect(codesOf(results, 'orders')).toEqual(codes);
      expect(resultOf(results, 'orders').diagnostics[0]?.location?.file).toBe('models/orders.yml');
      expect(await project.query('select * from main.orders')).toEqual([[0]]);
      if (materialized !== 'external') project.remove();
    }
  });

  it('lets columns come in another order and under aliases of their types', async () => {
    project = smallProject({
      'models/orders.sql': as('table', "select 'a' as name, 1::integer as id, 1.5::decimal(10,2) as price"),
      'models/orders.yml': contract(
        '{name: id, type: int}, {name: NAME, type: string}, {name: price, type: "numeric(10, 2)"}',
      ),
    });
    expect(statuses(await project.build())).toEqual({ orders: 'success' });
  });
});

describe('relations', () => {
  it('stand in the schema that is configured, else in their zone, else in main', async () => {
    project = smallProject({
      'seeds/s.csv': 'id\n1\n',
      'models/a.sql': '{{config schema="Elsewhere" alias="b a"}}\nselect * from {{ref "s"}}\n',
      'models/b.sql': '{{config zone="curated" materialized="table"}}\nselect * from {{ref "a"}}\n',
      'models/c.sql': 'select * from {{ref "b"}}\n',
      'policies.yml': 'version: 1\nzones:\n  curated: {allow: none}\n',
    });
    expect((await project.build()).success).toBe(true);
    expect(await project.relations('main', 'Elsewhere', 'curated', 'seeds')).toEqual([
      'Elsewhere.b a view',
      'curated.b table',
      'main.c view',
      'seeds.s table',
    ]);
  });
});
