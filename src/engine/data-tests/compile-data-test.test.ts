import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Warehouse, WarehouseSession } from '../adapters/warehouse.ts';
import { duckDbDialect } from '../adapters/warehouses/duckdb/duckdb-dialect.ts';
import { openDuckDb } from '../adapters/warehouses/duckdb/open-duckdb.ts';
import type { DataTest, DataTestSettings } from '../parse/project.ts';
import { compileDataTest, type DataTestStatements } from './compile-data-test.ts';
import { notNull } from './not-null.ts';
import { unique } from './unique.ts';

const storeIn = { schema: 'kept', name: 'failures__a_test' };
const common = { dialect: duckDbDialect, storeIn, relationOf: () => 'nothing', now: '2026-03-02T12:00:00.000Z' };

function testWith(settings: Partial<DataTestSettings>): DataTest {
  const usual = {
    severity: 'error',
    warnIf: '!= 0',
    errorIf: '!= 0',
    storeFailures: false,
    tags: [],
    enabled: true,
  } as const;
  return {
    kind: 'test',
    name: 'a_test',
    test: 'not_null',
    column: 'email',
    arguments: {},
    settings: { ...usual, ...settings },
    references: [],
    path: 'models/models.yml',
    location: { file: 'models/models.yml' },
  };
}

function generic(settings: Partial<DataTestSettings>, kind = notNull): DataTestStatements {
  return compileDataTest({ ...common, test: testWith(settings), kind, relation: '"marts"."buyers"' });
}

function singular(select: string, settings: Partial<DataTestSettings> = {}): DataTestStatements {
  return compileDataTest({ ...common, test: testWith(settings), select });
}

describe('the statements of a generic test', () => {
  it('count the failing rows', () => {
    expect(generic({})).toMatchInlineSnapshot(`
      {
        "failingRows": "select * from "marts"."buyers" as tested
      where "email" is null",
        "failures": "select count(*) as failures from (
      select * from "marts"."buyers" as tested
      where "email" is null
      ) as failing_rows",
      }
    `);
  });

  it('with where, limit, a percentage and kept rows', () => {
    const statements = generic({ where: 'active -- yes', limit: 100, warnIf: '> 1%', storeFailures: true });
    expect(
      Object.values(statements)
        .map((each) => (typeof each === 'object' ? each.sql : each))
        .join('\n\n'),
    ).toMatchInlineSnapshot(`
      "select count(*) as failures from (
      select * from (
      select * from (select * from "marts"."buyers" where (active -- yes
      )) as tested
      where "email" is null
      ) as all_failing_rows
      limit 100
      ) as failing_rows

      select * from (
      select * from (select * from "marts"."buyers" where (active -- yes
      )) as tested
      where "email" is null
      ) as all_failing_rows
      limit 100

      select count(*) as rows_tested from (select * from "marts"."buyers" where (active -- yes
      )) as tested

      create or replace table "kept"."failures__a_test" as
      select * from (
      select * from (select * from "marts"."buyers" where (active -- yes
      )) as tested
      where "email" is null
      ) as all_failing_rows
      limit 100"
    `);
    expect(statements.store).toMatchObject({
      relation: storeIn,
      clear: 'drop table if exists "kept"."failures__a_test"',
    });
  });

  it('keep no rows unless asked to, and none where there is no place', () => {
    expect(generic({ storeFailures: false }).store).toBeUndefined();
    const test = testWith({ storeFailures: true });
    expect(
      compileDataTest({ ...common, storeIn: undefined, test, kind: notNull, relation: 'r' }).store,
    ).toBeUndefined();
  });
});

describe('the statements of a singular test', () => {
  it('wrap its text, and say where it begins', () => {
    const text = 'select 1 as broken -- why\n;  \n';
    for (const settings of [{}, { limit: 5 }]) {
      const { failures, at } = singular(text, settings);
      expect(failures.slice(at).startsWith('select 1 as broken -- why\n')).toBe(true);
    }
    expect(singular(text, { limit: 5 }).failures).toMatchInlineSnapshot(`
      "select count(*) as failures from (
      select * from (
      select 1 as broken -- why

      ) as all_failing_rows
      limit 5
      ) as failing_rows"
    `);
  });

  it('have no relation to take a percentage of', () => {
    expect(() => singular('select 1', { errorIf: '>= 1%' })).toThrow('E0217 a percentage needs a tested relation');
  });
});

describe('on a warehouse', () => {
  let warehouse: Warehouse;
  let session: WarehouseSession;
  beforeAll(async () => {
    warehouse = await openDuckDb({ path: ':memory:' });
    session = await warehouse.session();
    await session.execute('create schema marts');
    await session.execute('create schema kept');
    await session.execute(
      "create table marts.buyers as select i as id, i % 2 = 0 as active, case when i <= 10 then 'a@x' end as email from range(40) t(i)",
    );
  });
  afterAll(async () => {
    await session.close();
    await warehouse.close();
  });
  const rows = async (sql: string): Promise<unknown> => (await session.query(sql)).rows;

  it('where narrows what is tested, and what a share is taken of', async () => {
    const { failures, rowsTested = '' } = generic({ where: 'active -- only these', errorIf: '> 5%' });
    expect([await rows(failures), await rows(rowsTested)]).toEqual([[[14]], [[20]]]);
  });

  it('limit caps what is counted, shown and kept', async () => {
    const { failures, failingRows, store } = generic({ limit: 3, storeFailures: true });
    await session.execute(store!.sql);
    expect(await rows(failures)).toEqual([[3]]);
    expect(await rows(failingRows)).toHaveLength(3);
    expect(await rows('select count(*), count(email) from kept.failures__a_test')).toEqual([[3, 0]]);
  });

  it('kept rows are replaced by the next run, and cleared', async () => {
    const broken = generic({ storeFailures: true }, unique);
    await session.execute(broken.store!.sql);
    await session.execute(broken.store!.sql);
    expect(await rows('select * from kept.failures__a_test')).toEqual([['a@x', 11]]);
    await session.execute(broken.store!.clear);
    await session.execute(broken.store!.clear);
    expect(await rows("select table_name from information_schema.tables where table_schema = 'kept'")).toEqual([]);
  });

  it('a singular test counts its rows', async () => {
    const { failures } = singular('select * from marts.buyers where id > 36 -- the last ones\n;');
    expect(await rows(failures)).toEqual([[3]]);
  });
});
