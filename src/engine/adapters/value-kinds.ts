import type { Value } from './warehouse.ts';

/** What a value is, in words: `a string`, `a number that is not whole`, `an invalid Date`. */
export function kindOf(value: Value): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : 'a Date';
  if (value instanceof Uint8Array) return 'bytes';
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'number') return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : 'an infinite number';
  return Number.isInteger(value) ? 'a whole number' : 'a number that is not whole';
}

export function isPlainObject(value: Value): value is Readonly<Record<string, Value>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array)
  );
}

export const timePattern = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,6}))?$/;
export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A finite number below 1e21 as a whole number of its last decimals: half is rounded away from zero. */
export function scaledDecimal(value: number | bigint, scale: number): bigint {
  if (typeof value === 'bigint') return value * 10n ** BigInt(scale);
  const scaled = Math.round(Math.abs(value) * 10 ** scale);
  if (Number.isSafeInteger(scaled)) return BigInt(value < 0 ? -scaled : scaled);
  return BigInt(value.toFixed(scale).replace('.', ''));
}
