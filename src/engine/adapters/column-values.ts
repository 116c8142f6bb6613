import { isPlainObject, kindOf, scaledDecimal, timePattern, uuidPattern } from './value-kinds.ts';
import type { Value } from './warehouse.ts';

/** What is wrong with a value for a column, in words and without the value; undefined: nothing. Never called with null. */
export type ValueCheck = (value: Value) => string | undefined;

/**
 * The check for a column type in DuckDB's spelling: `bigint`, `decimal(10,2)`, `varchar[]`, `struct(a integer)`,
 * `map(varchar, double)`. Undefined for a type that no model written in TypeScript can produce.
 */
export function valueCheck(type: string): ValueCheck | undefined {
  const text = type.trim();
  if (text.endsWith('[]')) return listCheck(text.slice(0, -2));
  const [, word = '', inside] = /^([a-z_][a-z0-9_ ]*?)\s*(?:\((.*)\))?$/is.exec(text) ?? [];
  const name = word.toLowerCase();
  if (name === 'struct') return structCheck(inside ?? '');
  if (name === 'map') return mapCheck(inside ?? '');
  if (name === 'enum') return enumCheck(inside ?? '');
  if (name === 'decimal' || name === 'numeric') return decimalCheck(inside);
  return inside === undefined || name === 'varchar' ? simpleChecks[name] : undefined;
}

const text: ValueCheck = (value) => (typeof value === 'string' ? undefined : kindOf(value));
const number: ValueCheck = (value) =>
  typeof value === 'number' || typeof value === 'bigint' ? undefined : kindOf(value);
const boolean: ValueCheck = (value) => (typeof value === 'boolean' ? undefined : kindOf(value));
const date: ValueCheck = (value) =>
  value instanceof Date && !Number.isNaN(value.getTime()) ? undefined : kindOf(value);
const bytes: ValueCheck = (value) => (value instanceof Uint8Array ? undefined : kindOf(value));
const bigint = bigIntegerCheck(-(2n ** 63n), 2n ** 63n - 1n);
const integer = integerCheck(-2_147_483_648, 2_147_483_647);

const simpleChecks: Readonly<Record<string, ValueCheck>> = {
  boolean,
  bool: boolean,
  tinyint: integerCheck(-128, 127),
  smallint: integerCheck(-32_768, 32_767),
  integer,
  int: integer,
  utinyint: integerCheck(0, 255),
  usmallint: integerCheck(0, 65_535),
  uinteger: integerCheck(0, 4_294_967_295),
  bigint,
  long: bigint,
  ubigint: bigIntegerCheck(0n, 2n ** 64n - 1n),
  hugeint: bigIntegerCheck(-(2n ** 127n), 2n ** 127n - 1n),
  float: number,
  real: number,
  double: number,
  varchar: text,
  text,
  string: text,
  date,
  timestamp: date,
  timestamptz: date,
  'timestamp with time zone': date,
  datetime: date,
  timestamp_s: date,
  timestamp_ms: date,
  timestamp_ns: date,
  time: (value) =>
    text(value) ?? (timePattern.test(value as string) ? undefined : 'a string that is not a time such as 12:30:00'),
  uuid: (value) => text(value) ?? (uuidPattern.test(value as string) ? undefined : 'a string that is not a UUID'),
  blob: bytes,
  bytea: bytes,
  json: jsonCheck,
};

function integerCheck(least: number, most: number): ValueCheck {
  return (value) => {
    if (typeof value !== 'number' && typeof value !== 'bigint') return kindOf(value);
    if (typeof value === 'number' && !Number.isInteger(value)) return kindOf(value);
    return value >= least && value <= most ? undefined : `${kindOf(value)} out of range`;
  };
}

function bigIntegerCheck(least: bigint, most: bigint): ValueCheck {
  return (value) => {
    if (typeof value !== 'number' && typeof value !== 'bigint') return kindOf(value);
    if (typeof value === 'number' && !Number.isInteger(value)) return kindOf(value);
    if (typeof value === 'number' && !Number.isSafeInteger(value))
      return 'a number too large to be exact: use a bigint';
    return value >= least && value <= most ? undefined : `${kindOf(value)} out of range`;
  };
}

function decimalCheck(inside: string | undefined): ValueCheck | undefined {
  const [, width, scale = '0'] = /^\s*(\d+)\s*(?:,\s*(\d+)\s*)?$/.exec(inside ?? '18,3') ?? [];
  if (width === undefined) return undefined;
  const limit = 10n ** BigInt(width);
  return (value) => {
    if (typeof value !== 'number' && typeof value !== 'bigint') return kindOf(value);
    if (typeof value === 'number' && !Number.isFinite(value)) return kindOf(value);
    const scaled = typeof value === 'number' && Math.abs(value) >= 1e21 ? limit : scaledDecimal(value, Number(scale));
    return scaled > -limit && scaled < limit ? undefined : `${kindOf(value)} out of range`;
  };
}

function enumCheck(inside: string): ValueCheck {
  const values = new Set([...inside.matchAll(/'((?:[^']|'')*)'/g)].map(([, value]) => value!.replaceAll("''", "'")));
  return (value) => text(value) ?? (values.has(value as string) ? undefined : 'a string that is not one of its values');
}

function listCheck(type: string): ValueCheck | undefined {
  const check = valueCheck(type);
  if (check === undefined) return undefined;
  return (value) => {
    if (!Array.isArray(value)) return kindOf(value);
    return firstProblem(value as readonly Value[], check, 'a list that holds');
  };
}

function structCheck(inside: string): ValueCheck | undefined {
  const fields = new Map<string, ValueCheck>();
  for (const part of splitTypes(inside)) {
    const [, quoted, bare, type = ''] = /^\s*(?:"((?:[^"]|"")*)"|([a-z_][a-z0-9_]*))\s+(.+)$/is.exec(part) ?? [];
    const check = valueCheck(type);
    if (check === undefined) return undefined;
    fields.set(quoted?.replaceAll('""', '"') ?? bare!, check);
  }
  return (value) => {
    if (!isPlainObject(value)) return kindOf(value);
    if (Object.keys(value).some((key) => !fields.has(key))) return 'an object with an unknown field';
    for (const [name, check] of fields) {
      const problem = value[name] === null || value[name] === undefined ? undefined : check(value[name]);
      if (problem !== undefined) return `an object with, in "${name}", ${problem}`;
    }
    return undefined;
  };
}

function mapCheck(inside: string): ValueCheck | undefined {
  const [key = '', type = '', ...rest] = splitTypes(inside);
  const check = valueCheck(type);
  if (check === undefined || rest.length > 0 || key.trim().toLowerCase() !== 'varchar') return undefined;
  return (value) =>
    isPlainObject(value) ? firstProblem(Object.values(value), check, 'an object that holds') : kindOf(value);
}

function jsonCheck(value: Value): string | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (value instanceof Date) return date(value);
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : kindOf(value);
  if (Array.isArray(value)) return firstProblem(value as readonly Value[], jsonCheck, 'a list that holds');
  return isPlainObject(value) ? firstProblem(Object.values(value), jsonCheck, 'an object that holds') : kindOf(value);
}

function firstProblem(values: readonly Value[], check: ValueCheck, prefix: string): string | undefined {
  for (const value of values) {
    const problem = value === null || value === undefined ? undefined : check(value);
    if (problem !== undefined) return `${prefix} ${problem}`;
  }
  return undefined;
}

/** Splits at the commas that stand outside parentheses and quotes. */
function splitTypes(text: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"]|"")*"|[^"]/gs)) {
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (token === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts;
}
