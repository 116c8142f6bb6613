import { rangeOf } from './range-of.ts';
import type { Treatment, TreatmentRequest } from './treatment.ts';

type Form = 'prefix' | 'year' | 'month' | 'range';

const forms: readonly Form[] = ['prefix', 'year', 'month', 'range'];
const isDate = (type: string): boolean => type === 'date' || type.startsWith('timestamp');
const isNumber = (type: string): boolean =>
  /^(u?(tinyint|smallint|integer|bigint|hugeint)|float|double|real|decimal(\(.*\))?)$/.test(type);
const positive = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value > 0;

/**
 * A coarser value. `to: prefix` keeps the first `length` letters, `to: year` and `to: month` what they say of a date,
 * `to: range` the half-open range of width `step` that a number lies in, as `[30, 40)`.
 * A value that has no such form, as an infinite date, becomes NULL.
 */
export const generalise: Treatment = {
  name: 'generalise',
  needsKey: false,
  yields: () => 'quasi',
  options: {
    to: (value) => (forms.some((form) => form === value) ? undefined : `one of ${forms.join(', ')}`),
    length: (value) => (Number.isInteger(value) && positive(value) ? undefined : 'a whole number of 1 or more'),
    step: (value) => (positive(value) ? undefined : 'a number above 0'),
  },
  checkOptions(options) {
    const to = options['to'];
    if (to === undefined) return `"to" is missing: one of ${forms.join(', ')}`;
    if (to === 'prefix' && options['length'] === undefined) return '"length" is missing: how many letters to keep';
    if (to === 'range' && options['step'] === undefined) return '"step" is missing: the width of a range';
    if (to !== 'prefix' && options['length'] !== undefined) return '"length" only goes with "to: prefix"';
    if (to !== 'range' && options['step'] !== undefined) return '"step" only goes with "to: range"';
    return undefined;
  },
  checkType({ type, options }) {
    const to = options['to'] as Form;
    if ((to === 'year' || to === 'month') && !isDate(type))
      return `"to: ${to}" needs a date or a timestamp, not ${type}`;
    if (to === 'range' && !isNumber(type)) return `"to: range" needs a number, not ${type}`;
    return undefined;
  },
  outputType: ({ options }) => (options['to'] === 'year' ? 'integer' : 'varchar'),
  prepare,
};

function prepare({ options }: TreatmentRequest): (value: string) => string | null {
  switch (options['to'] as Form) {
    case 'prefix': {
      const length = Number(options['length']);
      return (value) => firstLetters(value, length);
    }
    case 'year':
      return (value) => partOfDate(value)?.year ?? null;
    case 'month':
      return (value) => partOfDate(value)?.month ?? null;
    case 'range':
      return rangeOf(Number(options['step']));
  }
}

/** Whole code points, so that a pair of surrogates is never cut. */
function firstLetters(value: string, length: number): string {
  if (value.length <= length) return value;
  const end = Array.from(value.slice(0, length * 2)).slice(0, length);
  return end.join('');
}

/** From PostgreSQL's ISO text. Years before Christ have no short form that sorts: they become NULL. */
function partOfDate(value: string): { year: string; month: string } | undefined {
  const match = /^(\d{4,})-(\d{2})-/.exec(value);
  if (match === null || value.endsWith('BC')) return undefined;
  return { year: String(Number(match[1])), month: `${match[1]}-${match[2]}` };
}
