import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { valueCheck } from '../../column-values.ts';
import type { Value, Warehouse, WarehouseSession } from '../../warehouse.ts';
import { WrongValueError } from '../../wrong-value-error.ts';
import { openDuckDb } from './open-duckdb.ts';

let warehouse: Warehouse;
let session: WarehouseSession;
beforeAll(async () => {
  warehouse = await openDuckDb({ path: ':memory:', threads: 1 });
  session = await warehouse.session();
});
afterAll(() => warehouse.close());

const target = { schema: 'main', name: 'target' };

async function* oneBatch(...columns: (readonly Value[])[]): AsyncGenerator<readonly (readonly Value[])[]> {
  yield columns;
}

async function appendColumn(type: string, values: readonly Value[]): Promise<number> {
  const columns = [{ name: 'v', type }];
  await session.execute(warehouse.dialect.createEmptyTable(target, columns));
  return session.append(target, columns, oneBatch(values));
}

async function roundTrip(type: string, values: readonly Value[]): Promise<readonly Value[]> {
  expect(await appendColumn(type, values)).toBe(values.length);
  return (await session.query('from target')).rows.map(([value]) => value!);
}

describe('what is appended is read as it was', () => {
  const big = 9_007_199_254_740_993n;
  const cases: readonly (readonly [type: string, values: readonly Value[]])[] = [
    ['boolean', [true, false]],
    ['tinyint', [-128, 127]],
    ['smallint', [-32_768, 32_767]],
    ['integer', [-2_147_483_648, 2_147_483_647]],
    ['bigint', [0, -1, Number.MAX_SAFE_INTEGER, big, -(2n ** 63n), 2n ** 63n - 1n]],
    ['ubigint', [0, 2n ** 64n - 1n]],
    ['hugeint', [-1, 2n ** 127n - 1n]],
    ['double', [0, -1.5, Number.NaN, Infinity, 1e300]],
    ['float', [0.5, -2]],
    ['varchar', ['', 'a', 'é🜚', 'line\nbreak', 'a\0b', 'x'.repeat(100_000)]],
    ['date', [new Date('1969-12-31'), new Date('2026-02-28')]],
    ['timestamp', [new Date('1900-01-01T00:00:00.001Z'), new Date('2026-02-28T12:00:00.999Z')]],
    ['timestamp with time zone', [new Date('2026-02-28T12:00:00.999Z')]],
    ['timestamp_s', [new Date('2026-02-28T12:00:00Z')]],
    ['timestamp_ms', [new Date('2026-02-28T12:00:00.999Z')]],
    ['timestamp_ns', [new Date('2026-02-28T12:00:00.999Z')]],
    ['decimal(4,1)', [-999.9, 999.9, 0.1]],
    ['decimal(9,2)', [1234567.89]],
    ['decimal(18,2)', [19.99, -19.99, 1.1]],
    ['decimal(38,3)', [1e20, 0.001]],
    ['json', [{ a: [1, null, { b: 'x' }] }, 'text', 5, false, [1]]],
    ['varchar[]', [[], ['a', null, 'é'], ['']]],
    ['bigint[]', [[1, big]]],
    ['double[]', [[0.5, null]]],
    ['date[]', [[new Date('2026-02-28')]]],
    ['varchar[][]', [[['a'], []], []]],
    [
      'struct(a integer, "b c" varchar[])',
      [
        { a: 1, 'b c': ['x'] },
        { a: null, 'b c': null },
      ],
    ],
    ['map(varchar, double)', [{ x: 1, y: null }, {}]],
    ['blob', [Uint8Array.from([0, 255]), Uint8Array.from([])]],
    ['uuid', ['c0ffee00-0000-4000-8000-000000000001']],
    ['time', ['23:59:59', '00:00:00.5']],
    ["enum('a', 'b')", ['a', 'b']],
  ];

  test.each(cases)('%s', async (type, values) => {
    expect(await roundTrip(type, [...values, null])).toEqual([...values, null]);
  });

  test('a decimal is rounded to its scale, half away from zero', async () => {
    expect(await roundTrip('decimal(5,2)', [1.234, 2.345, -2.345, 19.999])).toEqual([1.23, 2.35, -2.35, 20]);
  });

  test('more rows than a chunk holds stay in order, over several batches', async () => {
    const columns = [{ name: 'v', type: 'integer' }];
    await session.execute(warehouse.dialect.createEmptyTable(target, columns));
    const numbers = Array.from({ length: 7001 }, (_, index) => index);
    async function* batches(): AsyncGenerator<readonly (readonly Value[])[]> {
      yield [numbers.slice(0, 5000)];
      yield [[]];
      yield [numbers.slice(5000)];
    }
    expect(await session.append(target, columns, batches())).toBe(7001);
    expect((await session.query('from target')).rows.map(([value]) => value)).toEqual(numbers);
  });

  test('columns go by their names', async () => {
    await session.execute('create or replace table target (a integer, b varchar)');
    await session.append(target, [{ name: 'B', type: 'varchar' }, { name: 'a', type: 'integer' }], oneBatch(['x'], [1])); // prettier-ignore
    expect((await session.query('select a, b from target')).rows).toEqual([[1, 'x']]);
    await expect(session.append(target, [{ name: 'a', type: 'integer' }], oneBatch([1]))).rejects.toThrow('E0501');
    await expect(
      session.append({ schema: 'main', name: 'absent' }, [{ name: 'a', type: 'integer' }], oneBatch([1])),
    ).rejects.toThrow();
  });
});

describe('a wrong value', () => {
  const wrong: readonly (readonly [type: string, value: Value, actual: string])[] = [
    ['boolean', 1, 'a whole number'],
    ['tinyint', 128, 'a whole number out of range'],
    ['integer', 1.5, 'a number that is not whole'],
    ['integer', '1', 'a string'],
    ['integer', Number.NaN, 'NaN'],
    ['bigint', 2 ** 53, 'a number too large to be exact: use a bigint'],
    ['bigint', 2n ** 63n, 'a bigint out of range'],
    ['ubigint', -1, 'a whole number out of range'],
    ['double', '1.5', 'a string'],
    ['varchar', 5, 'a whole number'],
    ['varchar', { a: 1 }, 'an object'],
    ['date', '2026-01-01', 'a string'],
    ['timestamp', new Date(Number.NaN), 'an invalid Date'],
    ['timestamp', 1_700_000_000_000, 'a whole number'],
    ['decimal(3,1)', 100, 'a whole number out of range'],
    ['decimal(3,1)', Infinity, 'an infinite number'],
    ['json', { a: 1n }, 'an object that holds a bigint'],
    ['varchar[]', 'a', 'a string'],
    ['varchar[]', ['a', 5], 'a list that holds a whole number'],
    ['struct(a integer)', { b: 1 }, 'an object with an unknown field'],
    ['struct(a integer)', { a: 'x' }, 'an object with, in "a", a string'],
    ['map(varchar, double)', { k: 'x' }, 'an object that holds a string'],
    ['blob', 'ab', 'a string'],
    ['uuid', 'c0ffee', 'a string that is not a UUID'],
    ['time', '25:00:00', 'a string that is not a time such as 12:30:00'],
  ];

  test.each(wrong)('for %s: %s', async (type, value, actual) => {
    const error = await appendColumn(type, [null, null, value]).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(WrongValueError);
    expect(error).toMatchObject({ row: 2, column: 'v', actual });
    expect(valueCheck(type)!(value)).toBe(actual);
    expect((await session.query('select count(*) from target')).rows).toEqual([[0]]);
  });

  test('is counted over all batches', async () => {
    const columns = [{ name: 'v', type: 'integer' }];
    await session.execute(warehouse.dialect.createEmptyTable(target, columns));
    async function* batches(): AsyncGenerator<readonly (readonly Value[])[]> {
      yield [Array.from({ length: 3000 }, () => 1)];
      yield [[1, 'x']];
    }
    await expect(session.append(target, columns, batches())).rejects.toMatchObject({
      row: 3001,
      column: 'v',
      expected: 'integer',
      actual: 'a string',
    });
  });

  test('a constraint of the table is a fault of its own', async () => {
    await session.execute('create or replace table target (v integer primary key)');
    const error = await session
      .append(target, [{ name: 'v', type: 'integer' }], oneBatch([1, 1]))
      .catch((caught: unknown) => caught);
    expect(warehouse.explain(error)).toMatchObject({ code: 'E0712' });
    expect((await session.query('select count(*) from target')).rows).toEqual([[0]]);
  });
});

test('what the check of a type lets pass can be appended, and nothing else', async () => {
  const types = [
    'boolean',
    'tinyint',
    'integer',
    'bigint',
    'hugeint',
    'double',
    'decimal(6,2)',
    'varchar',
    'date',
    'timestamp',
    'json',
    'varchar[]',
    'bigint[]',
    'struct(a integer, b varchar)',
    'map(varchar, integer)',
    'blob',
    'uuid',
    'time',
  ];
  const leaf: fc.Arbitrary<Value> = fc.oneof(
    fc.boolean(),
    fc.integer(),
    fc.double(),
    fc.bigInt({ min: -(2n ** 130n), max: 2n ** 130n }),
    fc.string(),
    fc.date({ noInvalidDate: false, min: new Date('1700-01-01'), max: new Date('2200-01-01') }),
    fc.uint8Array(),
    fc.constantFrom<Value>('c0ffee00-0000-4000-8000-000000000001', '12:30:00', { a: 1 }, { a: 1, b: 'x' }, 2 ** 60, -0),
  );
  const value = fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(fc.constantFrom('a', 'b'), leaf));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...types), value, async (type, candidate) => {
      const problem = valueCheck(type)!(candidate);
      const error = await appendColumn(type, [candidate]).then(() => undefined, (caught: unknown) => caught); // prettier-ignore
      expect(error instanceof WrongValueError ? error.actual : error).toBe(problem);
    }),
    { numRuns: 200 },
  );
});
