import { bsonType, isDocument } from './document.ts';

/** MongoDB's numbers for types, beside their names. */
const numbered: Readonly<Record<number, string>> = {
  1: 'double', 2: 'string', 3: 'object', 4: 'array', 5: 'binData', 7: 'objectId', 8: 'bool', 9: 'date', 10: 'null',
  11: 'regex', 13: 'javascript', 16: 'int', 17: 'timestamp', 18: 'long', 19: 'decimal', [-1]: 'minKey', 127: 'maxKey',
}; // prettier-ignore

const numbers = new Set(['int', 'long', 'double', 'decimal']);
const maxInt = 2 ** 31 - 1;

const named: Readonly<Record<string, string>> = {
  ObjectId: 'objectId', Long: 'long', Double: 'double', Int32: 'int', Decimal128: 'decimal', Binary: 'binData',
  Timestamp: 'timestamp', MinKey: 'minKey', MaxKey: 'maxKey', Code: 'javascript',
}; // prettier-ignore

/** The name of a value's type as BSON would write it. A whole number that fits is an `int`, as the driver sends it. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) <= maxInt ? 'int' : 'double';
  if (typeof value === 'bigint') return 'long';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (value instanceof RegExp) return 'regex';
  if (isDocument(value)) return 'object';
  return named[bsonType(value) ?? ''] ?? 'binData';
}

/** Whether a value is of a type given by its name, its number, or as `number`. */
export function isOfType(value: unknown, type: unknown): boolean {
  const wanted = typeof type === 'number' ? numbered[type] : type;
  const actual = typeName(value);
  if (wanted === 'number') return numbers.has(actual);
  // Whole numbers arrive as one JavaScript type, whichever of these the client had.
  if (actual === 'int' || (actual === 'double' && Number.isSafeInteger(value)))
    return numbers.has(String(wanted)) && wanted !== 'decimal';
  return actual === wanted;
}
