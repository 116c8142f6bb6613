import { describe, expect, it } from 'vitest';
import type { ResultSet } from '../../engine/adapters/warehouse.ts';
import { displayWidth } from '../../engine/diagnostics/text-width.ts';
import { renderResultSet } from './table.ts';

const result: ResultSet = {
  columns: [
    { name: 'id', type: 'bigint' },
    { name: 'title', type: 'varchar' },
    { name: 'price', type: 'decimal(10,2)' },
    { name: 'day', type: 'date' },
    { name: 'at', type: 'timestamp' },
    { name: 'tags', type: 'varchar[]' },
    { name: 'raw', type: 'blob' },
    { name: 'ok', type: 'boolean' },
  ],
  rows: [
    [
      1,
      'plain',
      12.5,
      new Date('2026-11-23T00:00:00Z'),
      new Date('2026-11-23T18:17:00Z'),
      ['a', 'b'],
      Uint8Array.of(1, 255),
      true,
    ],
    [9_007_199_254_740_993n, '日本語 👨‍👩‍👧, "x"', null, null, new Date('2026-11-23T18:17:00.125Z'), [], null, false],
    [-3, 'two\nlines\u001b[31m', Number.NaN, null, null, null, null, null],
    [null, '', 0, null, null, null, null, null],
  ],
};

function render(options: Partial<Parameters<typeof renderResultSet>[1]> = {}, of = result): string {
  return renderResultSet(of, { format: 'text', width: 120, colour: false, ...options });
}

describe('a table', () => {
  it('aligns what it shows', () => {
    expect(`\n${render()}\n`).toMatchInlineSnapshot(`
      "
                    id  title           price  day         at                       tags       raw     ok
      ────────────────  ──────────────  ─────  ──────────  ───────────────────────  ─────────  ──────  ─────
                     1  plain            12.5  2026-11-23  2026-11-23 18:17:00      ["a","b"]  \\x01ff  true
      9007199254740993  日本語 👨‍👩‍👧, "x"   null  null        2026-11-23 18:17:00.125  []         null    false
                    -3  two↵lines␛[31m    NaN  null        null                     null       null    null
                  null                      0  null        null                     null       null    null
      (4 rows)
      "
    `);
  });

  it('cuts texts before it leaves out columns, and says what it left out', () => {
    expect(`\n${render({ width: 70 })}\n`).toMatchInlineSnapshot(`
      "
                    id  title     price  day         at
      ────────────────  ────────  ─────  ──────────  ───────────────────────
                     1  plain      12.5  2026-11-23  2026-11-23 18:17:00
      9007199254740993  日本語 …   null  null        2026-11-23 18:17:00.125
                    -3  two↵lin…    NaN  null        null
                  null                0  null        null
      (4 rows) · 3 more columns: a wider terminal or --format json shows them
      "
    `);
    expect(`\n${render({ width: 40 })}\n`).toMatchInlineSnapshot(`
      "
                    id  title     price
      ────────────────  ────────  ─────
                     1  plain      12.5
      9007199254740993  日本語 …   null
                    -3  two↵lin…    NaN
                  null                0
      (4 rows) · 5 more columns: a wider terminal or --format json shows them
      "
    `);
  });

  it.each([40, 60, 80, 120, 200])('keeps within %i columns', (width) => {
    const long: ResultSet = {
      columns: [
        { name: 'a', type: 'integer' },
        { name: 'body', type: 'varchar' },
      ],
      rows: [
        [1, '本'.repeat(5000)],
        [22, 'x'],
      ],
    };
    const lines = render({ width }, long).split('\n');
    expect(Math.max(...lines.map(displayWidth))).toBe(width);
  });

  it('dims null, which an empty text is not', () => {
    const shown = render(
      { colour: true },
      { columns: [{ name: 'a', type: 'varchar' }], rows: [[null], ['null'], ['']] },
    );
    expect(shown.split('\n').slice(2, 5)).toEqual(['\u001b[2mnull\u001b[22m', 'null', '']);
  });

  it('shows a result without rows and one without columns', () => {
    expect(render({}, { columns: result.columns.slice(0, 2), rows: [] })).toBe('id  title\n──  ─────\n(0 rows)');
    expect(render({}, { columns: [], rows: [] })).toBe('(0 rows)');
  });
});

it('writes JSON without losing anything', () => {
  expect(`\n${render({ format: 'json' })}\n`).toMatchInlineSnapshot(`
    "
    [
      {"id":1,"title":"plain","price":12.5,"day":"2026-11-23","at":"2026-11-23T18:17:00.000Z","tags":["a","b"],"raw":"\\\\x01ff","ok":true},
      {"id":"9007199254740993","title":"日本語 👨‍👩‍👧, \\"x\\"","price":null,"day":null,"at":"2026-11-23T18:17:00.125Z","tags":[],"raw":null,"ok":false},
      {"id":-3,"title":"two\\nlines\\u001b[31m","price":"NaN","day":null,"at":null,"tags":null,"raw":null,"ok":null},
      {"id":null,"title":"","price":0,"day":null,"at":null,"tags":null,"raw":null,"ok":null}
    ]
    "
  `);
  expect(JSON.parse(render({ format: 'json' }))).toHaveLength(4);
  expect(render({ format: 'json' }, { columns: [], rows: [] })).toBe('[]');
});

it('writes CSV in which NULL and the empty text differ', () => {
  expect(`\n${render({ format: 'csv' })}\n`).toMatchInlineSnapshot(`
    "
    id,title,price,day,at,tags,raw,ok
    1,plain,12.5,2026-11-23,2026-11-23 18:17:00,"[""a"",""b""]",\\x01ff,true
    9007199254740993,"日本語 👨‍👩‍👧, ""x""",,,2026-11-23 18:17:00.125,[],,false
    -3,"two
    lines[31m",NaN,,,,,
    ,"",0,,,,,
    "
  `);
});
