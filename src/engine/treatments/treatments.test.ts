import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../parse/project.ts';
import { createKeyedHash } from './keyed-hash.ts';
import { treatments } from './registry.ts';

const key = createKeyedHash({ name: 'pii', version: 3, secret: 'a secret of the tests' });

function treat(name: string, options: Record<string, Json> = {}, type = 'varchar'): (value: string) => string | null {
  return treatments.get(name)!.prepare({ type, options }, key);
}

describe('pseudonymise', () => {
  it('is text that names the version of the key', () => {
    expect(treat('pseudonymise')('anna@example.com')).toBe(`p3_${key.hmac('anna@example.com')}`);
    expect(treatments.get('pseudonymise')!.outputType({ type: 'bigint', options: {} })).toBe('varchar');
  });

  it('gives one pseudonym for one value and different ones for different values, with and without its memory', () => {
    const pseudonymise = treat('pseudonymise', {}, 'bigint');
    const seen = new Map<string, string>();
    // More values than a generation of the memory holds, then again, then so few that the memory is used throughout.
    const values = [
      ...Array(20_000).keys(),
      ...Array(20_000).keys(),
      ...Array.from({ length: 70_000 }, (_, index) => index % 7),
    ];
    for (const value of values.map(String)) {
      const pseudonym = pseudonymise(value)!;
      expect(seen.get(value) ?? pseudonym).toBe(pseudonym);
      seen.set(value, pseudonym);
    }
    expect(new Set(seen.values()).size).toBe(seen.size);
    for (const value of ['0', '6', '19999']) expect(seen.get(value)).toBe(`p3_${key.hmac(value)}`);
  });

  it('changes with the key and with its version', () => {
    const other = createKeyedHash({ name: 'pii', version: 4, secret: 'another secret of the tests' });
    const now = treatments.get('pseudonymise')!.prepare({ type: 'varchar', options: {} }, other)('anna@example.com')!;
    expect(now).toMatch(/^p4_[\w-]{43}$/);
    expect(now.slice(3)).not.toBe(treat('pseudonymise')('anna@example.com')!.slice(3));
  });
});

describe('generalise', () => {
  it.each([
    [{ to: 'prefix', length: 2 }, '75016', '75'],
    [{ to: 'prefix', length: 2 }, '7', '7'],
    [{ to: 'prefix', length: 2 }, '', ''],
    [{ to: 'prefix', length: 2 }, '👩‍🚀abc', '👩\u200d'],
    [{ to: 'year' }, '2024-03-05 10:00:00.5+00', '2024'],
    [{ to: 'year' }, '0044-03-15 BC', null],
    [{ to: 'year' }, 'infinity', null],
    [{ to: 'month' }, '2024-03-05', '2024-03'],
    [{ to: 'month' }, '12024-03-05', '12024-03'],
    [{ to: 'range', step: 10 }, '37', '[30, 40)'],
    [{ to: 'range', step: 10 }, '40', '[40, 50)'],
    [{ to: 'range', step: 10 }, '-1', '[-10, 0)'],
    [{ to: 'range', step: 10 }, '-10', '[-10, 0)'],
    [{ to: 'range', step: 0.1 }, '0.3', '[0.3, 0.4)'],
    [{ to: 'range', step: 0.5 }, '-0.25', '[-0.5, 0)'],
    [{ to: 'range', step: 1000 }, '12345678901234567890123', '[12345678901234567890000, 12345678901234567891000)'],
    [{ to: 'range', step: 10 }, '1.5e+3', '[1500, 1510)'],
    [{ to: 'range', step: 10 }, 'NaN', null],
    [{ to: 'range', step: 10 }, '-Infinity', null],
  ])('%j of %s is %s', (options, value, expected) => {
    expect(treat('generalise', options)(value)).toBe(expected);
  });

  it('puts a number into a range that holds it', () => {
    const step = fc.integer({ min: 1, max: 10_000 }).map((each) => each / 100);
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), step, (cents, width) => {
        const value = Number(cents) / 100;
        const [, from, to] = /^\[(\S+), (\S+)\)$/.exec(
          treat('generalise', { to: 'range', step: width }, 'decimal(18,2)')(value.toFixed(2))!,
        )!;
        const inCents = (text: string): bigint => BigInt(Math.round(Number(text) * 100));
        expect(inCents(from!) <= BigInt(Math.round(value * 100))).toBe(true);
        expect(inCents(to!) > BigInt(Math.round(value * 100))).toBe(true);
      }),
    );
  });

  it('has the type that its text can be read as', () => {
    const type = (options: Record<string, Json>): string | undefined =>
      treatments.get('generalise')!.outputType({ type: 'date', options });
    expect([type({ to: 'year' }), type({ to: 'month' }), type({ to: 'prefix', length: 2 })]).toEqual([
      'integer',
      'varchar',
      'varchar',
    ]);
  });
});

describe('mask', () => {
  it.each([
    [{ keep: 4 }, '0612345678', '******5678'],
    [{}, '0612345678', '******5678'],
    [{ keep: 4 }, '12345', '***45'],
    [{ keep: 4 }, 'a', '*'],
    [{ keep: 0 }, 'abc', '***'],
    [{ keep: 2 }, '👍👍👍👍', '**👍👍'],
    [{ keep: 4 }, '', ''],
  ])('%j of %s is %s', (options, value, expected) => {
    expect(treat('mask', options)(value)).toBe(expected);
  });

  it('hides at least half of any value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (value, keep) => {
        const [before, after] = [Array.from(value), Array.from(treat('mask', { keep })(value)!)];
        expect(after.length).toBe(before.length);
        expect(after.slice(0, Math.ceil(before.length / 2)).every((letter) => letter === '*')).toBe(true);
      }),
    );
  });
});

describe('the levels after treatment', () => {
  it('are those of the privacy rules', () => {
    const table = [...treatments.values()].map(
      (each) => `${each.name}: direct → ${each.yields('direct')}, free_text → ${each.yields('free_text')}`,
    );
    expect(table.join('\n')).toMatchInlineSnapshot(`
      "pseudonymise: direct → pseudonymous, free_text → pseudonymous
      drop: direct → none, free_text → none
      generalise: direct → quasi, free_text → quasi
      redact: direct → direct, free_text → redacted
      mask: direct → derived, free_text → derived
      keep: direct → direct, free_text → free_text"
    `);
  });

  it('removes the column by drop alone', () => {
    const removing = [...treatments.values()].filter(
      (each) => each.outputType({ type: 'varchar', options: { to: 'prefix', length: 1 } }) === undefined,
    );
    expect(removing.map(({ name }) => name)).toEqual(['drop']);
  });
});
