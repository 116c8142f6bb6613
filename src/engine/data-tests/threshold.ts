const operators = ['!=', '<>', '==', '>=', '<=', '=', '>', '<'] as const;

/** A condition on the number of failures, or on its share of the rows tested. */
export interface Threshold {
  readonly operator: (typeof operators)[number] | 'between';
  /** Decimal digits as written: compared exactly. The second one is the upper end of `between`. */
  readonly values: readonly [string, string?];
  readonly percent: boolean;
}

export interface InvalidThreshold {
  readonly error: string;
}

const amount = String.raw`(\d+(?:\.\d+)?)\s*(%?)`;
const comparison = new RegExp(`^(${operators.join('|')})\\s*${amount}$`);
const range = new RegExp(`^between\\s+${amount}\\s+and\\s+${amount}$`, 'i');

/** Reads `!= 0`, `> 10`, `>= 1.5%` and `between 5 and 10`. */
export function parseThreshold(text: string): Threshold | InvalidThreshold {
  const written = text.trim();
  const compared = comparison.exec(written);
  if (compared !== null) {
    const [, operator, value = '', unit] = compared;
    return checked({ operator: operators.find((each) => each === operator)!, values: [value], percent: unit === '%' });
  }
  const between = range.exec(written);
  if (between !== null) {
    const [, low = '', lowUnit, high = '', highUnit] = between;
    if (lowUnit !== '' && highUnit === '') return { error: `"${text}" mixes a share and a number` };
    return checked({ operator: 'between', values: [low, high], percent: highUnit === '%' });
  }
  const hint = /^\d/.test(written) ? `: write "> ${written}" or "= ${written}"` : '';
  return {
    error: `"${text}" is no threshold${hint === '' ? ': write "> 10", "!= 0", ">= 1%" or "between 5 and 10"' : hint}`,
  };
}

function checked(threshold: Threshold): Threshold | InvalidThreshold {
  if (!threshold.percent && threshold.values.some((value) => value?.includes('.'))) {
    return { error: 'failures are counted in whole numbers: write a percentage for a share of the rows' };
  }
  return threshold;
}

/**
 * Whether the condition holds. Worked out in whole numbers, since 1.1 % of 3,000 is not 33 in floating point.
 *
 * @param rowsTested needed by a percentage alone. Failures among no rows are all of them.
 */
export function holds({ operator, values, percent }: Threshold, failures: number, rowsTested = 0): boolean {
  const scale = 10n ** BigInt(Math.max(...values.map((value) => value?.split('.')[1]?.length ?? 0)));
  const rows = percent ? BigInt(rowsTested === 0 ? failures : rowsTested) : 1n;
  const found = BigInt(failures) * scale * (percent ? 100n : 1n);
  const bound = (value = ''): bigint => scaled(value, scale) * rows;
  const low = bound(values[0]);
  if (operator === 'between') return found >= low && found <= bound(values[1]);
  return compare[operator](found, low);
}

function scaled(value: string, scale: bigint): bigint {
  const [whole = '', fraction = ''] = value.split('.');
  return BigInt(whole + fraction.padEnd(scale.toString().length - 1, '0'));
}

const compare: Readonly<Record<(typeof operators)[number], (a: bigint, b: bigint) => boolean>> = {
  '!=': (a, b) => a !== b,
  '<>': (a, b) => a !== b,
  '=': (a, b) => a === b,
  '==': (a, b) => a === b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
};
