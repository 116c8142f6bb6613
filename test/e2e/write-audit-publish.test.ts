import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { codesOf, resultOf, smallProject, statuses, type SmallProject } from '../harness/small-project.ts';

let project: SmallProject;
afterEach(() => project.remove());

const seed = (...rows: readonly string[]): string => `id,amount\n${rows.map((row) => `${row}\n`).join('')}`;
const tested = (severity: string, materialized: string): string => `version: 1
models:
  - name: orders
    config: {materialized: ${materialized}}
    columns:
      - name: amount
        data_tests:
          - not_null: {severity: ${severity}}
`;
const start = (severity: string, materialized: string): SmallProject =>
  smallProject({
    'seeds/raw.csv': seed('1,10', '2,20'),
    'models/orders.sql': 'select id, amount from {{ref "raw"}}\n',
    'models/orders.yml': tested(severity, materialized),
    'models/totals.sql': '{{config materialized="table"}}\nselect sum(amount) as total from {{ref "orders"}}\n',
  });
const rows = (): Promise<unknown> => project.query('select id, amount from main.orders order by id');

describe.each(['table', 'view', 'incremental', 'external'])('a %s whose test fails', (materialized) => {
  it('leaves what was published as it was and skips its children', async () => {
    project = start('error', materialized);
    expect((await project.build()).success).toBe(true);
    const before = await rows();
    expect(before).toEqual([[1, 10], [2, 20]]); // prettier-ignore
    project.write({
      'models/orders.sql': 'select id, case when id = 2 then null else amount + 1 end as amount from {{ref "raw"}}\n',
    });
    const results = await project.build();
    expect(statuses(results)).toEqual({
      raw: 'success',
      not_null_orders_amount: 'fail',
      orders: 'fail',
      totals: 'skipped',
    });
    expect(resultOf(results, 'totals').because).toBe('model.orders');
    expect(resultOf(results, 'not_null_orders_amount').failures).toBe(1);
    expect(codesOf(results, 'not_null_orders_amount')).toEqual(['E0702']);
    expect(results.success).toBe(false);
    expect(await rows()).toEqual(before);
    expect(await project.query('select total from main.totals')).toEqual([[30]]);
  });

  it('is published where the test only warns', async () => {
    project = start('warn', materialized);
    await project.build();
    project.write({
      'models/orders.sql':
        'select id + 2 as id, case when id = 2 then null else amount + 1 end as amount from {{ref "raw"}}\n',
    });
    const results = await project.build();
    expect(statuses(results)).toEqual({
      raw: 'success',
      not_null_orders_amount: 'warn',
      orders: 'success',
      totals: 'success',
    });
    expect(results.success).toBe(true);
    expect(await project.query('select count(*) from main.orders where amount is null')).toEqual([[1]]);
  });

  it('is not there at all where the first build fails', async () => {
    project = start('error', materialized);
    project.write({ 'seeds/raw.csv': seed('1,10', '2,') });
    expect(statuses(await project.build())).toMatchObject({ orders: 'fail', totals: 'skipped' });
    expect(await project.relations()).toEqual(['seeds.raw table']);
  });
});

describe('a seed whose test fails', () => {
  it('leaves what was published as it was and skips its children', async () => {
    project = start('error', 'table');
    project.write({
      'seeds/raw.yml': 'version: 1\nseeds:\n  - name: raw\n    columns:\n      - {name: id, data_tests: [unique]}\n',
    });
    await project.build();
    project.write({ 'seeds/raw.csv': seed('1,10', '1,20', '3,30') });
    const results = await project.build();
    expect(statuses(results)).toEqual({
      unique_raw_id: 'fail',
      raw: 'fail',
      not_null_orders_amount: 'skipped',
      orders: 'skipped',
      totals: 'skipped',
    });
    expect(resultOf(results, 'totals').because).toBe('seed.raw');
    expect(await project.query('select id, amount from seeds.raw order by id')).toEqual([[1, 10], [2, 20]]); // prettier-ignore
  });
});

describe('an external model whose test fails', () => {
  it('commits no version to the lake', async () => {
    project = start('error', 'external');
    await project.build();
    const first = join(project.projectDir, '.alambic/lake/processed/orders/000001/manifest.json');
    const manifest = readFileSync(first, 'utf8');
    project.write({ 'seeds/raw.csv': seed('1,10', '2,') });
    await project.build();
    expect(readFileSync(first, 'utf8')).toBe(manifest);
    expect(() => readFileSync(first.replace('000001', '000002'))).toThrow('ENOENT');
  });
});

describe('a model whose SQL fails', () => {
  it('says where, leaves what was published, and skips its children', async () => {
    project = start('error', 'table');
    await project.build();
    writeFileSync(join(project.projectDir, 'models/orders.sql'), 'select id, amount, amuont\nfrom {{ref "raw"}}\n');
    const results = await project.build();
    expect(statuses(results)).toEqual({ raw: 'success', orders: 'error', totals: 'skipped' });
    expect(resultOf(results, 'orders').diagnostics).toMatchObject([
      { code: 'E0402', location: { file: 'models/orders.sql', start: 19 } },
    ]);
    expect(await rows()).toEqual([[1, 10], [2, 20]]); // prettier-ignore
  });
});
