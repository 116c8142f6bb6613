import type { ResultColumn, Value } from '../../engine/adapters/warehouse.ts';

/** A value as text, for a table or CSV: the way that SQL would write it, without quotes. Null is left to the caller. */
export function formatValue(value: Exclude<Value, null>, type: ResultColumn['type']): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return formatDate(value, type);
  if (value instanceof Uint8Array) return formatBytes(value);
  return typeof value === 'object' ? JSON.stringify(jsonValue(value, type)) : String(value);
}

/** A value as JSON can hold it: what a number would lose is a text, as are dates (ISO 8601), bytes and infinities. */
export function jsonValue(value: Value, type: ResultColumn['type']): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Date) return isDateOnly(type) ? formatDate(value, type) : value.toISOString();
  if (value instanceof Uint8Array) return formatBytes(value);
  if (Array.isArray(value)) return value.map((each: Value) => jsonValue(each, elementType(type)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, jsonValue(each, 'struct')]));
}

export function isNumeric(type: string): boolean {
  return /^(?:u?(?:tiny|small|big|huge)?int(?:eger)?|u?integer|number|numeric|decimal|float|real|double)\b(?!.*\[)/.test(
    type,
  );
}

/** `2026-11-23`, or `2026-11-23 18:17:00.125` without zeros that say nothing. */
function formatDate(date: Date, type: string): string {
  if (Number.isNaN(date.getTime())) return 'invalid date';
  const [day = '', time = ''] = date.toISOString().split('T');
  return isDateOnly(type) ? day : `${day} ${time.replace(/\.000Z$/, '').replace(/Z$/, '')}`;
}

function isDateOnly(type: string): boolean {
  return type === 'date';
}

function elementType(type: string): string {
  return type.replace(/\[\d*\]$/, '');
}

function formatBytes(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString('hex')}`;
}
