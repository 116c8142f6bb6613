import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { locate, locateYaml } from './locate.ts';

const text = `version: 1
models:
  - name: orders
    # a comment
    columns: &columns
      - {name: id, type: "decimal(10,2)"}
      - name: café
        description: >
          Two
          lines
    tags:
  - name: invoices
    columns: *columns
`;

function at(path: readonly (string | number)[], part: 'key' | 'value' = 'value'): string {
  const { start, end } = locateYaml({ path, at: part }, text);
  return text.slice(start, end);
}

describe('a place of a YAML file', () => {
  test.each([
    [['version'], 'key', 'version'],
    [['version'], 'value', '1'],
    [['models', 0, 'name'], 'value', 'orders'],
    [['models', 0, 'columns', 0, 'type'], 'value', '"decimal(10,2)"'],
    [['models', 0, 'columns', 0], 'value', '{name: id, type: "decimal(10,2)"}'],
    [['models', 0, 'columns', 1, 'name'], 'value', 'café'],
    [['models', 0, 'columns', 1, 'description'], 'key', 'description'],
    [['models', 1, 'name'], 'value', 'invoices'],
  ] as const)('%j, %s', (path, part, expected) => {
    expect(at(path, part)).toBe(expected);
  });

  test('of a map or a list that spans lines only the first is shown', () => {
    expect(at(['models', 0])).toBe('name: orders');
  });

  test('a key without a value is shown where its value is meant', () => {
    expect(at(['models', 0, 'tags'])).toBe('tags');
  });

  test('what an alias stands for is found where it is written', () => {
    expect(at(['models', 1, 'columns', 0, 'name'])).toBe('id');
  });

  test('where the path does not exist, the nearest value above it', () => {
    expect(at(['models', 0, 'colums', 3, 'name'])).toBe('name: orders');
    expect(at(['models', 7])).toBe('- name: orders');
    expect(at(['models', 0, 'name', 'x'], 'key')).toBe('orders');
  });

  test('the offsets are those of the file', () => {
    const file = { path: 'models/marts.yml', text: 'a: é🍒\nb: 2\n', hash: '' };
    expect(locate(file, { file: file.path, path: ['b'], at: 'value' })).toEqual({
      file: file.path,
      start: 10,
      end: 11,
    });
  });

  test('a text that is not YAML has places too', () => {
    expect(locateYaml({ path: ['a'], at: 'key' }, 'a: [1\nb: 2')).toEqual({ start: 0, end: 1 });
    expect(locateYaml({ path: ['a'], at: 'key' }, '')).toEqual({ start: 0, end: 0 });
  });
});

test('what stands at a place reads as the value at its path', () => {
  const key = fc.string({ unit: 'grapheme', maxLength: 8 });
  const leaf = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.integer(), fc.boolean());
  const { document } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    ),
    document: fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 4 }),
  }));
  fc.assert(
    fc.property(
      document,
      fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'),
      fc.boolean(),
      (data, style, flow) => {
        const written = stringify(data, {
          defaultStringType: style as 'PLAIN',
          collectionStyle: flow ? 'flow' : 'block',
          lineWidth: 0,
        });
        for (const [path, value] of leaves(data, [])) {
          const { start, end } = locateYaml({ path, at: 'value' }, written);
          const inBlock = /^[|>]/.test(written.slice(start, end));
          if (!inBlock) expect(parse(written.slice(start, end))).toEqual(value);
        }
      },
    ),
  );
});

type Leaf = readonly [path: readonly (string | number)[], value: unknown];

function leaves(value: unknown, path: readonly (string | number)[]): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => leaves(each, [...path, index]));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, each]) => leaves(each, [...path, key]));
  return [[path, value]];
}
