import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RowBatch, Value, Warehouse, WarehouseSession } from '../../warehouse.ts';
import { openDuckDb } from './open-duckdb.ts';

let warehouse: Warehouse;
let session: WarehouseSession;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duckdb-session-'));
  warehouse = await openDuckDb({ path: join(folder, 'shared', 'w.duckdb'), threads: 2 });
  session = await warehouse.session();
});
afterAll(async () => {
  await warehouse.close();
  await rm(folder, { recursive: true });
});

async function collect(
  stream: AsyncIterable<RowBatch>,
): Promise<{ sizes: number[]; values: Value[]; batches: RowBatch[] }> {
  const batches: RowBatch[] = [];
  for await (const batch of stream) batches.push(batch);
  return {
    batches,
    sizes: batches.map((batch) => batch.rows.length),
    values: batches.flatMap((batch) => batch.values[0]!),
  };
}

const failing = "select case when i = 150000 then error('boom') else i end as x from range(300000) t(i)";

describe('a stream', () => {
  test('comes in batches of the asked size, in the order of the select', async () => {
    const { sizes, values } = await collect(session.stream('select i from range(25000) t(i) order by i desc', 10_000));
    expect(sizes).toEqual([10_000, 10_000, 5000]);
    expect(values).toEqual(Array.from({ length: 25_000 }, (_, index) => 24_999 - index));
  });

  test('keeps the order of what was inserted, on several threads', async () => {
    await session.execute('create or replace table ordered as select i, md5(i::varchar) as h from range(400000) t(i)');
    const { values } = await collect(session.stream('select * from ordered where i % 3 = 0', 7000));
    expect(values).toEqual(Array.from({ length: 133_334 }, (_, index) => index * 3));
  });

  test('of no rows gives no batch', async () => {
    expect((await collect(session.stream('select 1 where false', 10))).batches).toEqual([]);
  });

  test('has columns whose names repeat, and one whose values are all null', async () => {
    const { batches } = await collect(session.stream('select 1 as a, 2 as a, null as n -- the end', 10));
    expect(batches[0]!.values).toEqual([[1], [2], [null]]);
  });

  test('whose query fails half-way throws, and gives no row twice', async () => {
    const seen: Value[] = [];
    const error = await (async () => {
      for await (const { values } of session.stream(failing, 1000)) seen.push(...values[0]!);
    })().catch((caught: unknown) => caught);
    expect(warehouse.explain(error)).toMatchObject({ code: 'E0701', message: 'a function refused its input' });
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => index));
    expect((await session.query('select 1')).rows).toEqual([[1]]);
  });

  test('that another statement of its session cuts throws', async () => {
    const cut = async (): Promise<void> => {
      for await (const batch of session.stream('select i from range(1000000) t(i)', 1000)) {
        if (batch.values[0]![0] === 0) await session.query('select 1');
      }
    };
    await expect(cut()).rejects.toMatchObject({ fault: { code: 'E0708', transient: true } });
  });

  test('that is interrupted throws, without running its query again', async () => {
    const controller = new AbortController();
    const other = await openDuckDb({ path: ':memory:', signal: controller.signal });
    const endless = async (): Promise<void> => {
      const stream = (await other.session()).stream('select i from range(1000000000000) t(i)', 1000);
      for await (const batch of stream) if (batch.values[0]![0] === 5000) controller.abort();
    };
    await expect(endless()).rejects.toMatchObject({ fault: { code: 'E0708', transient: false } });
    await other.close();
  });

  test('can be left early without harm to the session', async () => {
    for await (const batch of session.stream('select i from range(1000000) t(i)', 1000)) {
      expect(batch.values[0]!.length).toBe(1000);
      break;
    }
    expect((await session.query('select 1')).rows).toEqual([[1]]);
  });
});

describe('values', () => {
  const cases: readonly (readonly [sql: string, type: string, value: Value])[] = [
    ['true', 'boolean', true],
    ['-5::tinyint', 'tinyint', -5],
    ['7::utinyint', 'utinyint', 7],
    ['42', 'integer', 42],
    ['9007199254740991', 'bigint', 9_007_199_254_740_991],
    ['9007199254740993', 'bigint', 9_007_199_254_740_993n],
    ['sum(9007199254740993)', 'hugeint', 9_007_199_254_740_993n],
    ['sum(2)', 'hugeint', 2],
    ['1.5::decimal(10,2)', 'decimal(10,2)', 1.5],
    ['-12345678901234567890.5::decimal(38,1)', 'decimal(38,1)', Number('-12345678901234567890.5')],
    ['0.5::float', 'float', 0.5],
    ["'NaN'::double", 'double', Number.NaN],
    ["'a🜚'", 'varchar', 'a🜚'],
    ["date '1969-12-31'", 'date', new Date('1969-12-31')],
    ["timestamp '2026-01-02 03:04:05.678'", 'timestamp', new Date('2026-01-02T03:04:05.678Z')],
    ["timestamptz '2026-01-02 03:04:05+02'", 'timestamp with time zone', new Date('2026-01-02T01:04:05Z')],
    ["timestamp_s '2026-01-02 03:04:05'", 'timestamp_s', new Date('2026-01-02T03:04:05Z')],
    ["timestamp_ns '2026-01-02 03:04:05'", 'timestamp_ns', new Date('2026-01-02T03:04:05Z')],
    ["timestamp 'infinity'", 'timestamp', new Date(Number.NaN)],
    ["time '12:30:00'", 'time', '12:30:00'],
    ["interval '1 month 2 days'", 'interval', '1 month 2 days'],
    ["'b'::enum('a', 'b', 'It''S')", "enum('a', 'b', 'It''S')", 'b'],
    ["'c0ffee00-0000-4000-8000-000000000001'::uuid", 'uuid', 'c0ffee00-0000-4000-8000-000000000001'],
    ["'ab'::blob", 'blob', Uint8Array.from([97, 98])],
    ["'101'::bit", 'bit', '101'],
    [`'{"a": [1, null]}'::json`, 'json', { a: [1, null] }],
    ['[1, null, 9007199254740993]', 'bigint[]', [1, null, 9_007_199_254_740_993n]],
    ["[date '2026-01-02', null]", 'date[]', [new Date('2026-01-02'), null]],
    ['[[1.5], []]', 'decimal(2,1)[][]', [[1.5], []]],
    ["array_value('a', 'b')", 'varchar[2]', ['a', 'b']],
    [
      `{'Ab': 1, 'b c': {'d': [true]}, 'j': '{"x":1}'::json}`,
      'struct(Ab integer, "b c" struct(d boolean[]), j json)',
      { Ab: 1, 'b c': { d: [true] }, j: { x: 1 } },
    ],
    ["map {'k': 1.5, 'n': null}", 'map(varchar, decimal(2,1))', { k: 1.5, n: null }],
    ['null::timestamp', 'timestamp', null],
    ['null::varchar[]', 'varchar[]', null],
    ['null::json', 'json', null],
  ];

  test.each(cases)('%s of type %s', async (sql, type, value) => {
    const select = `select ${sql} as v`;
    expect(await session.describe(select)).toEqual([{ name: 'v', type }]);
    const { batches } = await collect(session.stream(select, 10));
    expect(batches[0]!.columns).toEqual([{ name: 'v', type }]);
    expect(batches[0]!.rows).toEqual([{ v: value }]);
    expect((await session.query(select)).rows).toEqual([[value]]);
  });

  test('times are those of UTC', async () => {
    expect(
      (await session.query("select timestamptz '2026-07-01 00:00:00'::timestamp::varchar, current_setting('timezone')"))
        .rows[0],
    ).toEqual(['2026-07-01 00:00:00', 'UTC']);
  });
});

describe('query', () => {
  test('stops at its limit, in order', async () => {
    const { columns, rows } = await session.query('select i, i::varchar as t from range(100) t(i) order by i desc', 2);
    expect(columns).toEqual([{ name: 'i', type: 'bigint' }, { name: 't', type: 'varchar' }]); // prettier-ignore
    expect(rows).toEqual([[99, '99'], [98, '98']]); // prettier-ignore
  });

  test('and execute count rows, those of CREATE TABLE AS included', async () => {
    const counts = [];
    for (const sql of [
      'create or replace table counted as select 1 as a from range(7)',
      'insert into counted values (1), (2)',
      'update counted set a = 3',
      'delete from counted where a = 3',
      'drop table counted',
    ]) {
      counts.push((await session.execute(sql)).rowsChanged);
    }
    expect(counts).toEqual([7, 2, 9, 9, 0]);
  });
});

describe('exportParquet', () => {
  test('writes all or nothing', async () => {
    const path = join(folder, 'out', 'x.parquet');
    await expect(session.exportParquet('select 1', path)).rejects.toThrow('Cannot open file');
    const target = join(folder, 'x.parquet');
    const { rows, bytes } = await session.exportParquet('select i from range(3) t(i)', target);
    expect({ rows, bytes }).toEqual({ rows: 3, bytes: (await stat(target)).size });
    await expect(session.exportParquet(failing, target)).rejects.toThrow('a function refused its input');
    expect((await readdir(folder)).filter((name) => name.includes('parquet'))).toEqual(['x.parquet']);
    expect((await session.query(`select sum(i) from ${warehouse.dialect.readParquet([target])}`)).rows).toEqual([[3]]);
  });
});

describe('the catalogue', () => {
  test('tells tables and views of the asked schemas apart, with their columns in order', async () => {
    const own = await openDuckDb({ path: ':memory:' });
    const other = await own.session();
    for (const schema of ['a', 'b', 'c']) await other.execute(own.dialect.createSchema(schema));
    await other.execute('create table a.t (z integer, y varchar[], x decimal(10,2), w timestamp with time zone)');
    await other.execute('create view b.v as select z as one from a.t');
    await other.execute('create table c.unseen (x integer)');
    expect(await own.inspect(['b', 'a', "it's"])).toEqual([
      { schema: 'a', name: 't', type: 'table', columns: [{ name: 'z', type: 'integer' }, { name: 'y', type: 'varchar[]' }, { name: 'x', type: 'decimal(10,2)' }, { name: 'w', type: 'timestamp with time zone' }] },
      { schema: 'b', name: 'v', type: 'view', columns: [{ name: 'one', type: 'integer' }] },
    ]); // prettier-ignore
    await other.execute('drop table a.t');
    expect((await own.inspect(['a', 'b'])).map(({ name }) => name)).toEqual(['v']);
    expect(await own.inspect([])).toEqual([]);
    await own.close();
  });
});

describe('one file', () => {
  test('is one database, however often and by whatever path it is opened', async () => {
    const path = join(folder, 'once.duckdb');
    const [first, second] = await Promise.all([
      openDuckDb({ path }),
      openDuckDb({ path: join(folder, '.', 'shared', '..', 'once.duckdb') }),
    ]);
    await (await first.session()).execute('create table from_first as select 1 as a');
    await (await second.session()).execute('create table from_second as select 2 as a');
    await first.close();
    await first.close();
    expect(
      (await (await second.session()).query('select a from from_first union all select a from from_second order by a'))
        .rows,
    ).toEqual([[1], [2]]);
    await second.close();
    const again = await openDuckDb({ path });
    expect((await again.inspect(['main'])).map(({ name }) => name)).toEqual(['from_first', 'from_second']);
    await again.close();
    expect(existsSync(`${path}.wal`)).toBe(false);
  });

  test('that cannot be opened can be asked for again', async () => {
    const path = join(folder, 'later.duckdb');
    await expect(openDuckDb({ path, memoryLimit: 'much' })).rejects.toThrow();
    const opened = await openDuckDb({ path, memoryLimit: '100MB' });
    expect((await (await opened.session()).query("select current_setting('memory_limit')")).rows).toEqual([
      ['95.3 MiB'],
    ]);
    await opened.close();
  });

  test('closes with sessions still open', async () => {
    const path = join(folder, 'open.duckdb');
    const opened = await openDuckDb({ path });
    await (await opened.session()).execute('create table t as select 1 as a');
    await opened.close();
    const again = await openDuckDb({ path });
    expect((await (await again.session()).query('from t')).rows).toEqual([[1]]);
    await again.close();
  });
});
