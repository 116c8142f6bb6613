import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readYaml } from './read-yaml.ts';

let files = 0;

function read(text: string): ReturnType<typeof readYaml> {
  return readYaml({ path: 'models/marts.yml', text, hash: `read-yaml ${files++}` });
}

describe('values are those that JSON would have', () => {
  test.each([
    ['1', 1],
    ['-1', -1],
    ['0.25', 0.25],
    ['1e3', 1000],
    ['.5', 0.5],
    ['true', true],
    ['~', null],
    ['', null],
    ['2027-06-30', '2027-06-30'],
    ['2026-06-01 00:00:00', '2026-06-01 00:00:00'],
    ['01000', '01000'],
    ['0x1F', '0x1F'],
    ['0o17', '0o17'],
    ['1_000', '1_000'],
    ['+5', '+5'],
    ['1:30', '1:30'],
    ['.inf', '.inf'],
    ['.nan', '.nan'],
    ['1e999', '1e999'],
    ['yes', 'yes'],
    ['off', 'off'],
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740993', '9007199254740993'],
    ['-9223372036854775808', '-9223372036854775808'],
    ["ref('stg_reviews')", "ref('stg_reviews')"],
  ])('%s', (text, value) => {
    expect(read(`value: ${text}\n`)).toEqual({ data: { value }, diagnostics: [] });
  });

  test('anchors and merges stand for what they name', () => {
    const { data } = read('a: &x {b: 1, c: 2}\nd: *x\ne: {<<: *x, c: 3}\n');
    expect(data).toEqual({ a: { b: 1, c: 2 }, d: { b: 1, c: 2 }, e: { b: 1, c: 3 } });
  });

  test('a file that says nothing is null, one that is not YAML undefined', () => {
    expect(read('# nothing\n')).toEqual({ data: null, diagnostics: [] });
    expect(read('a: [1\nb: 2\n').data).toBeUndefined();
  });

  test('a key that every object inherits is a key like others', () => {
    const { data } = read('__proto__: {a: 1}\nconstructor: 2\n');
    expect(Object.keys(data as object)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
  });

  test('what is written as YAML is read as it was', () => {
    const text = fc.string({ unit: 'grapheme' });
    const document = fc.dictionary(text, fc.oneof(text, fc.boolean(), fc.constant(null), fc.integer(), fc.array(text)));
    fc.assert(
      fc.property(document, (value) => {
        expect(read(stringify(value, { version: '1.2' })).data).toEqual(value);
      }),
    );
  });
});

describe('what was read is kept by the hash of the file', () => {
  test('but a mistake is said of the file that it stands in', () => {
    const text = 'a: 1\na: 2\n';
    const [first, second] = ['one.yml', 'two.yml'].map((path) => readYaml({ path, text, hash: 'same text' }));
    expect(first!.diagnostics[0]!.location).toEqual({ file: 'one.yml', line: 2, column: 1, length: 1 });
    expect(second!.diagnostics[0]!.location).toEqual({ file: 'two.yml', line: 2, column: 1, length: 1 });
  });
});

test('whatever the text, there is data or a diagnostic with a place inside it', () => {
  const piece = fc.constantFrom(
    'a',
    ': ',
    '\n',
    '  ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '#',
    '&x',
    '*x',
    '|',
    '>',
    '\t',
    '---\n',
    '%',
    '@',
    ',',
    '!t ',
    '? ',
    '\r\n',
    'é',
    '🍒',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const text = pieces.join('');
      const { data, diagnostics } = read(text);
      expect(diagnostics.length > 0).toBe(data === undefined);
      for (const { location } of diagnostics) {
        const { line, column } = location as { line: number; column: number };
        const lines = text.split(/\r\n|\n|\r/);
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
      }
    }),
    { numRuns: 2000 },
  );
});
