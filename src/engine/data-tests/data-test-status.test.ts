import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideStatus, needsRowsTested } from './data-test-status.ts';
import { holds, parseThreshold } from './threshold.ts';

const usual = { severity: 'error', warnIf: '!= 0', errorIf: '!= 0' } as const;

describe('decideStatus', () => {
  it.each([
    [{}, 0, 'pass'],
    [{}, 1, 'fail'],
    [{ severity: 'warn' as const }, 1, 'warn'],
    [{ severity: 'warn' as const, errorIf: '> 0', warnIf: '> 5' }, 3, 'pass'],
    [{ severity: 'warn' as const, errorIf: '> 0', warnIf: '> 5' }, 6, 'warn'],
    [{ errorIf: '> 10' }, 10, 'warn'],
    [{ errorIf: '> 10' }, 11, 'fail'],
    [{ errorIf: '> 10', warnIf: '> 5' }, 5, 'pass'],
    [{ errorIf: '> 10', warnIf: '> 20' }, 15, 'fail'],
    [{ errorIf: '= 0', warnIf: '= 0' }, 0, 'fail'],
  ] as const)('%o with %i failures: %s', (settings, failures, expected) => {
    expect(decideStatus({ ...usual, ...settings }, failures)).toBe(expected);
  });

  it.each([
    ['>= 1%', 9, 1_000, 'pass'],
    ['>= 1%', 10, 1_000, 'fail'],
    ['> 1.1%', 33, 3_000, 'pass'],
    ['>= 1.1%', 33, 3_000, 'fail'],
    ['>= 0.05%', 1, 2_000, 'fail'],
    ['> 0%', 0, 0, 'pass'],
    ['>= 100%', 1, 0, 'fail'],
  ] as const)('error_if %s with %i of %i', (errorIf, failures, rows, expected) => {
    expect(decideStatus({ ...usual, errorIf, warnIf: '> 1000000' }, failures, rows)).toBe(expected);
  });

  it('asks for the number of rows only where a percentage decides', () => {
    expect(needsRowsTested(usual)).toBe(false);
    expect(needsRowsTested({ ...usual, warnIf: '> 2%' })).toBe(true);
    expect(needsRowsTested({ ...usual, severity: 'warn', errorIf: '> 2%' })).toBe(false);
    expect(() => decideStatus({ ...usual, errorIf: '> 2%' }, 1)).toThrow('needs the number of rows tested');
  });
});

describe('parseThreshold', () => {
  const example = ': write "> 10", "!= 0", ">= 1%" or "between 5 and 10"';

  it.each([
    ['', `"" is no threshold${example}`],
    ['10', '"10" is no threshold: write "> 10" or "= 10"'],
    ['5 %', '"5 %" is no threshold: write "> 5 %" or "= 5 %"'],
    ['> -1', `"> -1" is no threshold${example}`],
    ['> ten', `"> ten" is no threshold${example}`],
    ['> 10 rows', `"> 10 rows" is no threshold${example}`],
    ['> 1e3', `"> 1e3" is no threshold${example}`],
    ['between 1', `"between 1" is no threshold${example}`],
    ['between 1% and 5', '"between 1% and 5" mixes a share and a number'],
    ['> 1.5', 'failures are counted in whole numbers: write a percentage for a share of the rows'],
  ])('refuses %o', (text, error) => {
    expect(parseThreshold(text)).toEqual({ error });
  });

  it.each([
    ['!=0', [0], [1]],
    ['<> 0', [0], [1]],
    ['== 2', [1], [2]],
    ['< 2', [2], [1]],
    ['<=2', [3], [2, 0]],
    ['BETWEEN 5 AND 10', [4, 11], [5, 7, 10]],
  ] as const)('%s', (text, no, yes) => {
    const threshold = parseThreshold(text);
    if ('error' in threshold) throw new Error(threshold.error);
    expect(no.filter((failures) => holds(threshold, failures))).toEqual([]);
    expect(yes.filter((failures) => holds(threshold, failures))).toEqual(yes);
  });

  it('compares shares exactly', () => {
    const operators = fc.constantFrom('>', '>=', '<', '<=', '=', '!=');
    fc.assert(
      fc.property(
        operators,
        fc.nat(9_999),
        fc.integer({ min: 1, max: 1e9 }),
        fc.nat(1e9),
        (sign, cents, rows, found) => {
          const threshold = parseThreshold(`${sign} ${(cents / 100).toFixed(2)}%`);
          if ('error' in threshold) throw new Error(threshold.error);
          const [left, right] = [BigInt(found) * 10_000n, BigInt(cents) * BigInt(rows)];
          const order = left < right ? '<' : left > right ? '>' : '=';
          const expected = sign === '!=' ? order !== '=' : sign.includes(order);
          expect(holds(threshold, found, rows)).toBe(expected);
        },
      ),
    );
  });
});
