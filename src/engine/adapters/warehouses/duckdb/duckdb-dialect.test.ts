import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value, Warehouse, WarehouseSession } from '../../warehouse.ts';
import { duckDbDialect as dialect } from './duckdb-dialect.ts';
import { openDuckDb } from './open-duckdb.ts';

let warehouse: Warehouse;
let session: WarehouseSession;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duckdb-dialect-'));
  warehouse = await openDuckDb({ path: ':memory:', threads: 1 });
  session = await warehouse.session();
});
afterAll(async () => {
  await warehouse.close();
  await rm(folder, { recursive: true });
});

const orders = { schema: 'main', name: 'orders' };
const changes = { schema: 'main', name: 'changes' };

async function rowsOf(sql: string): Promise<readonly (readonly Value[])[]> {
  return (await session.query(sql)).rows;
}

test('the statements', () => {
  const columns = [
    { name: 'id', type: 'bigint' },
    { name: 'a "b"', type: 'varchar[]' },
  ];
  expect(dialect.createSchema('marts')).toMatchInlineSnapshot(`"create schema if not exists "marts""`);
  expect(dialect.createTableAs(orders, 'select 1')).toMatchInlineSnapshot(`
    "create or replace table "main"."orders" as
    select 1"
  `);
  expect(dialect.createEmptyTable(orders, columns)).toMatchInlineSnapshot(
    `"create or replace table "main"."orders" ("id" bigint, "a ""b""" varchar[])"`,
  );
  expect(dialect.createView(orders, 'select 1')).toMatchInlineSnapshot(`
    "create or replace view "main"."orders" as
    select 1"
  `);
  expect(dialect.dropTable(orders)).toMatchInlineSnapshot(`"drop table if exists "main"."orders""`);
  expect(dialect.dropView(orders)).toMatchInlineSnapshot(`"drop view if exists "main"."orders""`);
  expect(dialect.renameTable(orders, 'old "orders"')).toMatchInlineSnapshot(
    `"alter table "main"."orders" rename to "old ""orders""""`,
  );
  expect(dialect.addColumn(orders, columns[1]!)).toMatchInlineSnapshot(
    `"alter table "main"."orders" add column "a ""b""" varchar[]"`,
  );
  expect(dialect.dropColumn(orders, 'a "b"')).toMatchInlineSnapshot(
    `"alter table "main"."orders" drop column "a ""b""""`,
  );
  expect(dialect.insertByName(orders, changes)).toMatchInlineSnapshot(
    `"insert into "main"."orders" by name select * from "main"."changes""`,
  );
  expect(dialect.deleteMatching(orders, changes, ['id', 'day'])).toMatchInlineSnapshot(
    `"delete from "main"."orders" where exists (select 1 from "main"."changes" as incoming where incoming."id" = "main"."orders"."id" and incoming."day" = "main"."orders"."day")"`,
  );
  expect(dialect.merge(orders, changes, ['id'], ['id', 'amount', 'day'])).toMatchInlineSnapshot(`
    "merge into "main"."orders" as existing
    using "main"."changes" as incoming
    on existing."id" = incoming."id"
    when matched then update set "amount" = incoming."amount", "day" = incoming."day"
    when not matched then insert ("id", "amount", "day") values (incoming."id", incoming."amount", incoming."day")"
  `);
  expect(dialect.merge(orders, changes, ['id'], ['id'])).toMatchInlineSnapshot(`
    "merge into "main"."orders" as existing
    using "main"."changes" as incoming
    on existing."id" = incoming."id"
    when not matched then insert ("id") values (incoming."id")"
  `);
  expect(dialect.readParquet(['/lake/a.parquet', "/lake/it's [1]*.parquet"])).toMatchInlineSnapshot(
    `"read_parquet(['/lake/a.parquet', '/lake/it''s [[]1][*].parquet'], union_by_name=true, hive_partitioning=false)"`,
  );
  expect(dialect.readCsv('/x.csv', columns, ';')).toMatchInlineSnapshot(
    `"read_csv('/x.csv', columns={'id': 'bigint', 'a "b"': 'varchar[]'}, header=false, auto_detect=false, delim=';', quote='"', escape='"', nullstr='', allow_quoted_nulls=false, new_line='\\n', max_line_size=16777216, buffer_size=33554432)"`,
  );
  expect(dialect.readCsv('/x.csv', columns, ',', true)).toMatchInlineSnapshot(
    `"read_csv('/x.csv', columns={'id': 'bigint', 'a "b"': 'varchar[]'}, header=true, auto_detect=false, delim=',', quote='"', escape='"', nullstr='', allow_quoted_nulls=false)"`,
  );
});

describe('literals and names', () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom('\0', "'", '"', '\\', '\n', '$', '🜚'), fc.string({ minLength: 1, maxLength: 1 })),
  });

  test('any text comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        expect(await rowsOf(`select ${dialect.literal(value)}`)).toEqual([[value]]);
      }),
    );
  });

  test.each([0, -1.5, 1e21, 5e-324, Number.MAX_SAFE_INTEGER, Infinity, -Infinity, true, false, null])(
    '%s comes back as it was',
    async (value) => {
      expect(await rowsOf(`select ${dialect.literal(value)}`)).toEqual([[value]]);
    },
  );

  test('a NUL in the middle of an expression binds as one literal', async () => {
    expect(await rowsOf(`select ${dialect.literal('a\0b')} = 'a' || chr(0) || 'b'`)).toEqual([[true]]);
  });

  test('any name can be a column, and tell apart from others', async () => {
    const name = fc.string({ minLength: 1, unit: fc.constantFrom('a', 'B', '"', "'", ' ', '.', ';', 'é', '-') });
    await fc.assert(
      fc.asyncProperty(name, async (column) => {
        expect((await session.query(`select 1 as ${dialect.quote(column)}`)).columns).toEqual([
          { name: column, type: 'integer' },
        ]);
      }),
    );
  });
});

describe('rows by key', () => {
  async function given(): Promise<void> {
    await session.execute(
      dialect.createTableAs(orders, "select * from (values (1, 'old'), (2, 'old'), (null, 'old')) as t(id, state)"),
    );
    await session.execute(
      dialect.createTableAs(changes, "select * from (values (2, 'new'), (3, 'new'), (null, 'new')) as t(id, state)"),
    );
  }

  test('merge updates matches, inserts the rest, and matches no NULL', async () => {
    await given();
    await session.execute(dialect.merge(orders, changes, ['id'], ['id', 'state']));
    expect(await rowsOf('select * from orders order by id, state')).toEqual([[1, 'old'], [2, 'new'], [3, 'new'], [null, 'new'], [null, 'old']]); // prettier-ignore
  });

  test('merge with keys alone only inserts', async () => {
    await given();
    await session.execute(dialect.merge(orders, changes, ['id'], ['id']));
    expect(await rowsOf('select * from orders order by id, state')).toEqual([[1, 'old'], [2, 'old'], [3, null], [null, 'old'], [null, null]]); // prettier-ignore
  });

  test('deleteMatching deletes matches, and matches no NULL', async () => {
    await given();
    const { rowsChanged } = await session.execute(dialect.deleteMatching(orders, changes, ['id']));
    expect(rowsChanged).toBe(1);
    expect(await rowsOf('select id from orders order by id')).toEqual([[1], [null]]);
  });

  test('insertByName does not depend on the order of columns', async () => {
    await given();
    await session.execute(dialect.createTableAs(changes, "select 'new' as state, 9 as id"));
    await session.execute(dialect.insertByName(orders, changes));
    expect(await rowsOf('select * from orders where id = 9')).toEqual([[9, 'new']]);
  });

  test('a table takes another one’s name only when that one is gone', async () => {
    await given();
    await session.execute('begin');
    await session.execute(dialect.renameTable(orders, 'before'));
    await session.execute(dialect.renameTable(changes, 'orders'));
    await session.execute(dialect.dropTable({ schema: 'main', name: 'before' }));
    await session.execute('commit');
    expect(await rowsOf('select id from orders order by id')).toEqual([[2], [3], [null]]);
  });
});

describe('files', () => {
  test('Parquet paths are no glob patterns, and later files may have more columns', async () => {
    const odd = join(folder, "it's [a]*?");
    await mkdir(odd);
    await session.exportParquet('select 1 as id', join(odd, '1.parquet'));
    await session.exportParquet("select 'x' as name, 2 as id", join(odd, '2.parquet'));
    const paths = ['1.parquet', '2.parquet'].map((name) => join(odd, name));
    expect(await rowsOf(`select id, name from ${dialect.readParquet(paths)} order by id`)).toEqual([[1, null], [2, 'x']]); // prettier-ignore
    expect(await rowsOf(`select count(*) from ${dialect.readParquet(paths.slice(0, 1))}`)).toEqual([[1]]);
  });

  test('CSV without a header brings back any text and tells NULL from the empty text', async () => {
    const path = join(folder, 'exact.csv');
    const columns = [{ name: 'a', type: 'varchar' }, { name: 'b', type: 'varchar' }]; // prettier-ignore
    const field = fc.option(
      fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é', '\\', "'", '🜚'), maxLength: 6 }),
      { nil: null },
    );
    const written = (value: string | null): string => (value === null ? '' : `"${value.replaceAll('"', '""')}"`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 8 }), async (rows) => {
        await writeFile(path, rows.map((row) => `${row.map(written).join(',')}\n`).join(''));
        expect(await rowsOf(`select * from ${dialect.readCsv(path, columns, ',')}`)).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  test('CSV with a header takes any line ending', async () => {
    const path = join(folder, 'seed.csv');
    await writeFile(path, 'code;name\r\n1;"a;b"\r\n2;\r\n');
    const columns = [{ name: 'code', type: 'integer' }, { name: 'name', type: 'varchar' }]; // prettier-ignore
    expect(await rowsOf(`select * from ${dialect.readCsv(path, columns, ';', true)}`)).toEqual([[1, 'a;b'], [2, null]]); // prettier-ignore
  });
});
