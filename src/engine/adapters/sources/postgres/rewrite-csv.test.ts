import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rewriteCsv, type FieldRewriter } from './rewrite-csv.ts';

type Row = readonly (string | null)[];

/** As PostgreSQL writes it: quoted where a field needs it, or is empty; NULL is nothing. */
function toCsv(rows: readonly Row[]): Buffer {
  const field = (value: string | null): string =>
    value === null ? '' : /[",\n\r]|^$|^\\\.$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  return Buffer.from(rows.map((row) => `${row.map(field).join(',')}\n`).join(''));
}

function rewrite(
  fields: readonly FieldRewriter[],
  csv: Buffer,
  cuts: readonly number[],
): { text: string; rows: number } {
  const rewriter = rewriteCsv(fields);
  const ends = [...new Set([...cuts.map((cut) => cut % (csv.length + 1)), csv.length])].sort((a, b) => a - b);
  const output: Uint8Array[] = [];
  let from = 0;
  for (const to of ends) {
    // A copy, so that nothing depends on what lies around the chunk.
    output.push(Uint8Array.from(rewriter.push(Uint8Array.from(csv.subarray(from, to)))));
    from = to;
  }
  rewriter.end();
  return { text: Buffer.concat(output).toString('utf8'), rows: rewriter.rows() };
}

const value = fc.option(
  fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '€', '👍', '\\', '.'), maxLength: 8 }),
    fc.constantFrom('', '\\.', '""', '\n', '"', ',', 'NULL'),
  ),
  { nil: null },
);
const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
  fc.record({
    rows: fc.array(fc.array(value, { minLength: width, maxLength: width }), { maxLength: 6 }),
    treated: fc.array(fc.boolean(), { minLength: width, maxLength: width }),
    cuts: fc.array(fc.nat(400), { maxLength: 12 }),
  }),
);

describe('rewriteCsv', () => {
  it('rewrites each value of its fields, and nothing else, however the bytes are cut', () => {
    const mark: FieldRewriter = (text) => (text === '' ? 'empty' : text.length > 5 ? null : `<${text}>`);
    fc.assert(
      fc.property(table, ({ rows, treated, cuts }) => {
        const fields = treated.map((each) => (each ? mark : undefined));
        const expected = rows.map((row) =>
          row.map((each, index) => (each === null || !treated[index] ? each : mark(each))),
        );
        const result = rewrite(fields, toCsv(rows), cuts);
        expect(result.text).toBe(toCsv(expected).toString('utf8'));
        expect(result.rows).toBe(rows.length);
      }),
      { numRuns: 3000 },
    );
  });

  it('gives every byte back where there is nothing to rewrite', () => {
    fc.assert(
      fc.property(table, ({ rows, treated, cuts }) => {
        const csv = toCsv(rows);
        expect(
          rewrite(
            treated.map(() => undefined),
            csv,
            cuts,
          ),
        ).toEqual({ text: csv.toString('utf8'), rows: rows.length });
      }),
    );
  });

  it('never lets a clear value pass before its field is whole', () => {
    const rewriter = rewriteCsv([undefined, () => 'x', undefined]);
    const passed = ['1,sec', 'ret', ' "no quote', ',2', '\n"a","se', 'cr', '""et', '",3\n'].map((part) =>
      Buffer.from(rewriter.push(Buffer.from(part))).toString(),
    );
    expect(passed).toEqual(['1,', '', '', 'x,2', '\n"a",', '', '', 'x,3\n']);
  });

  it('never asks for the rewriting of NULL', () => {
    const asked: string[] = [];
    const rewriter = rewriteCsv([(text) => `${asked.push(text)}`, undefined]);
    expect(Buffer.from(rewriter.push(Buffer.from(',a\n"",b\n'))).toString()).toBe(',a\n1,b\n');
    expect(asked).toEqual(['']);
  });

  it('takes a field of many chunks', () => {
    const long = 'é"\n'.repeat(100_000);
    const csv = toCsv([['a', long, 'b']]);
    const cuts = Array.from({ length: 500 }, (_, index) => index * 997);
    expect(rewrite([undefined, (text) => String(text === long), undefined], csv, cuts).text).toBe('a,true,b\n');
  });

  it('refuses a row of another width, and an end inside a row', () => {
    expect(() => rewriteCsv([undefined]).push(Buffer.from('a,b\n'))).toThrow('a row of 2 fields instead of 1');
    expect(() => rewriteCsv([undefined, undefined]).push(Buffer.from('a\n'))).toThrow('a row of 1 fields instead of 2');
    for (const part of ['a', 'a,', '"a', '"a"', 'a,b']) {
      const rewriter = rewriteCsv([undefined, undefined]);
      rewriter.push(Buffer.from(part));
      expect(() => rewriter.end()).toThrow('the stream ended inside a row');
    }
  });
});
