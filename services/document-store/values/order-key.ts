import { type Binary, type Decimal128, EJSON, type Long, type ObjectId, type Timestamp } from 'bson';
import { bsonType, isDocument } from './document.ts';

/**
 * A text whose code units sort as MongoDB sorts the values, and which no other value's text begins with. So texts of
 * several values put one after the other sort as a compound index does, and equal texts mean equal values: 5 and
 * Long 5 have the same. Decimal128 counts as its nearest double.
 */
export function orderKey(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return rank.number + doubleKey(value) + exactDouble;
    case 'string':
      return rank.string + closed(value);
    case 'boolean':
      return rank.boolean + (value ? '1' : '0');
    case 'bigint':
      return wholeKey(value);
    default:
      return objectKey(value);
  }
}

/** The first character of a key: all values of one bracket of types (numbers, for instance) share it. */
export const rank = {
  minKey: '\x01',
  /** What an index holds for an empty array. */
  emptyArray: '\x02',
  null: '\x03',
  number: '\x04',
  string: '\x05',
  object: '\x06',
  array: '\x07',
  binary: '\x08',
  objectId: '\x09',
  boolean: '\x0a',
  date: '\x0b',
  timestamp: '\x0c',
  regex: '\x0d',
  other: '\x0e',
  maxKey: '\x7f',
} as const;

export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === typeof b && (typeof a === 'number' || typeof a === 'string') && a === a && b === b) {
    return a < b! ? -1 : a > b! ? 1 : 0;
  }
  const [left, right] = [orderKey(a), orderKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function sameValue(a: unknown, b: unknown): boolean {
  return (
    a === b ||
    (typeof a === 'object' || typeof b === 'object' ? orderKey(a) === orderKey(b) : compareValues(a, b) === 0)
  );
}

/** Turns the order of keys around: for a field that is indexed downwards. */
export function inverted(key: string): string {
  let result = '';
  for (let at = 0; at < key.length; at++) result += String.fromCharCode(0xffff - key.charCodeAt(at));
  return result;
}

function objectKey(value: unknown): string {
  if (value === null || value === undefined) return rank.null;
  if (Array.isArray(value)) return `${rank.array}${value.map(orderKey).join('')}\0`;
  if (value instanceof Date) return rank.date + doubleKey(value.getTime());
  if (value instanceof RegExp) return rank.regex + closed(value.source) + closed(value.flags);
  if (isDocument(value))
    return `${rank.object}${Object.keys(value)
      .map((name) => fieldKey(name, value[name]))
      .join('')}\0`;
  return bsonKey(value);
}

/** Fields compare by the type of their value first, then by name, then by value. */
function fieldKey(name: string, value: unknown): string {
  const key = orderKey(value);
  return key[0]! + closed(name) + key;
}

function bsonKey(value: object): string {
  switch (bsonType(value)) {
    case 'Long':
      return wholeKey((value as Long).toBigInt());
    case 'Int32':
    case 'Double':
      return orderKey((value as { value: number }).value);
    case 'Decimal128':
      return orderKey(Number((value as Decimal128).toString()));
    case 'ObjectId':
      return rank.objectId + (value as ObjectId).toHexString();
    case 'Binary':
      return binaryKey((value as Binary).buffer.subarray(0, (value as Binary).position), (value as Binary).sub_type);
    case 'Timestamp':
      return rank.timestamp + (value as Timestamp).toBigInt().toString(16).padStart(16, '0');
    case 'MinKey':
      return rank.minKey;
    case 'MaxKey':
      return rank.maxKey;
    default:
      return ArrayBuffer.isView(value)
        ? binaryKey(value as Uint8Array, 0)
        : rank.other + closed(EJSON.stringify(value));
  }
}

function binaryKey(bytes: Uint8Array, subType: number): string {
  const { length } = bytes;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1');
  return rank.binary + String.fromCharCode(length >>> 16, length & 0xffff, subType) + text;
}

/** Ends with two zeros; a zero inside is followed by a one, so that it cannot be taken for the end. */
function closed(text: string): string {
  return `${text.includes('\0') ? text.replaceAll('\0', '\0\x01') : text}\0\0`;
}

const double = new Float64Array(1);
const units = new Uint16Array(double.buffer);
const exactDouble = '\u8000';

/** The bits of a double, turned so that they sort: four code units. NaN comes first, as in MongoDB. */
function doubleKey(value: number): string {
  if (value !== value) return '\0\0\0\0';
  double[0] = value === 0 ? 0 : value;
  const high = units[3]!;
  if (high >= 0x8000)
    return String.fromCharCode(~high & 0xffff, ~units[2]! & 0xffff, ~units[1]! & 0xffff, ~units[0]! & 0xffff);
  return String.fromCharCode(high | 0x8000, units[2]!, units[1]!, units[0]!);
}

/** Whole numbers beyond 2^53 share a double with their neighbours: what is left over decides between them. */
function wholeKey(value: bigint): string {
  const nearest = Number(value);
  return rank.number + doubleKey(nearest) + String.fromCharCode(0x8000 + Number(value - BigInt(nearest)));
}
