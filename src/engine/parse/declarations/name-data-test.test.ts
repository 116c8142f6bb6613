import { describe, expect, test } from 'vitest';
import type { DataTest } from '../project.ts';
import { distinguishDataTests, nameDataTest } from './name-data-test.ts';

const settings: DataTest['settings'] = {
  severity: 'error',
  warnIf: '!= 0',
  errorIf: '!= 0',
  storeFailures: false,
  tags: [],
  enabled: true,
};

function unnamed(
  test: string,
  model: string,
  column?: string,
  args: DataTest['arguments'] = {},
): Parameters<typeof nameDataTest>[0] {
  return { test, attachedTo: { kind: 'model', name: model }, column, arguments: args, settings };
}

function named(...args: Parameters<typeof unnamed>): DataTest {
  const without = unnamed(...args);
  return {
    kind: 'test',
    name: nameDataTest(without),
    ...without,
    references: [],
    path: 'a.yml',
    location: { file: 'a.yml' },
  };
}

describe('the name of a data test', () => {
  test("is dbt's where there is nothing but the column", () => {
    expect(nameDataTest(unnamed('not_null', 'orders', 'order_id'))).toBe('not_null_orders_order_id');
    expect(
      nameDataTest({ ...unnamed('unique', 'shop.orders', 'id'), attachedTo: { kind: 'source', name: 'shop.orders' } }),
    ).toBe('source_unique_shop_orders_id');
  });

  // Stored failures, and the history of a test, go by its name: these must never change.
  test('stays what it was', () => {
    expect(nameDataTest(unnamed('accepted_values', 'orders', 'status', { values: ['a', 'b'] }))).toMatchInlineSnapshot(
      `"accepted_values_orders_status_3e66a2be"`,
    );
    expect(
      nameDataTest({ ...unnamed('not_null', 'orders', 'id'), settings: { ...settings, where: 'id > 0' } }),
    ).toMatchInlineSnapshot(`"not_null_orders_id_db1c8566"`);
  });

  test('depends on arguments and condition, not on their order, nor on how the test is judged', () => {
    const range = (args: DataTest['arguments'], over: Partial<DataTest['settings']> = {}) =>
      nameDataTest({ ...unnamed('accepted_range', 'orders', 'amount', args), settings: { ...settings, ...over } });
    expect(range({ min: 0, max: 1 })).toBe(range({ max: 1, min: 0 }));
    expect(range({ min: 0 }, { severity: 'warn', warnIf: '> 3', limit: 5, tags: ['x'] })).toBe(range({ min: 0 }));
    expect(
      new Set([range({ min: 0 }), range({ min: 1 }), range({ max: 0 }), range({ min: 0 }, { where: 'true' })]).size,
    ).toBe(4);
  });

  test('can be that of a file, however the column is called', () => {
    const names = ['Café au lait', 'Café/au lait', '../x', 'x'.repeat(300), `${'x'.repeat(300)}y`].map((column) =>
      nameDataTest(unnamed('not_null', 'orders', column)),
    );
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{1,130}$/);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('tests that would have one name', () => {
  test('get different ones, whatever their order', () => {
    const one = named('not_null', 'a', 'b_c');
    const two = named('not_null', 'a_b', 'c');
    expect(one.name).toBe(two.name);
    const [first, second] = [one, two].map(distinguishDataTests([one, two])).map(({ name }) => name);
    expect(first).not.toBe(second);
    expect([two, one].map(distinguishDataTests([two, one])).map(({ name }) => name)).toEqual([second, first]);
  });

  test('keep it where they are the same test twice, or where the user gave it', () => {
    const same = named('not_null', 'a', 'b');
    const given = { ...named('unique', 'a', 'b'), name: 'mine' };
    const other = { ...named('unique', 'c', 'd'), name: 'mine' };
    const all = [same, { ...same }, given, other];
    expect(all.map(distinguishDataTests(all)).map(({ name }) => name)).toEqual(all.map(({ name }) => name));
  });
});
