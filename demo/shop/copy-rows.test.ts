import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { copyChunks, copyRow } from './copy-rows.ts';

it('writes nulls, numbers and texts as COPY expects them', () => {
  expect(copyRow([1, null, '', 'a\tb\nc\\N', -2.5])).toBe('1\t\\N\t\ta\\tb\\nc\\\\N\t-2.5\n');
});

it('keeps each row on one line, with its columns apart, whatever the texts hold', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\t', '\n', '\r', '\\', 'é', '😀') });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (rows) => {
      const written = Buffer.concat([...copyChunks(rows)]).toString();
      const lines = written.split('\n').slice(0, -1);
      expect(lines.map((line) => line.split('\t').map(unescape))).toEqual(rows);
    }),
  );
});

function unescape(field: string): string {
  const meaning: Record<string, string> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
  return field.replace(/\\(.)/g, (_, character: string) => meaning[character] as string);
}
