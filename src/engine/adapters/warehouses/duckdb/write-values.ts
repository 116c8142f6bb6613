import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { isPlainObject, kindOf, timePattern, uuidPattern } from '../../column-values.ts';
import type { Value } from '../../warehouse.ts';
import type { DuckDb } from './load-duckdb.ts';

/** From the engine's values to the client's; never called with null. Throws Misfit for a value of another type. */
export type WriteValue = (value: Exclude<Value, null>) => DuckDBValue;

/** Says what a value is, in words, without the value. */
export class Misfit extends Error {
  readonly actual: string;

  constructor(actual: string) {
    super(actual);
    this.actual = actual;
  }
}

/** The strict conversion to a column's type: nothing is rounded, cut or guessed, but a decimal to its scale. */
export function writeValue(api: DuckDb, type: DuckDBType): WriteValue {
  const id = api.DuckDBTypeId;
  switch (type.typeId) {
    case id.BOOLEAN:
      return (value) => (typeof value === 'boolean' ? value : misfit(value));
    case id.TINYINT:
      return integer(-128, 127);
    case id.SMALLINT:
      return integer(-32_768, 32_767);
    case id.INTEGER:
      return integer(-2_147_483_648, 2_147_483_647);
    case id.UTINYINT:
      return integer(0, 255);
    case id.USMALLINT:
      return integer(0, 65_535);
    case id.UINTEGER:
      return integer(0, 4_294_967_295);
    case id.BIGINT:
      return bigInteger(-(2n ** 63n), 2n ** 63n - 1n);
    case id.UBIGINT:
      return bigInteger(0n, 2n ** 64n - 1n);
    case id.HUGEINT:
      return bigInteger(-(2n ** 127n), 2n ** 127n - 1n);
    case id.FLOAT:
    case id.DOUBLE:
      return (value) => (typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : misfit(value));
    case id.VARCHAR:
      return type.alias === 'JSON' ? json : text;
    case id.BLOB:
      return (value) => (value instanceof Uint8Array ? new api.DuckDBBlobValue(value) : misfit(value));
    default:
      return writeDate(api, type) ?? writeText(api, type) ?? writeNested(api, type) ?? unsupported(type);
  }
}

function text(value: Value): string {
  return typeof value === 'string' ? value : misfit(value);
}

/** Any value: a string becomes a JSON string, so that what was read from a JSON column is written as it was. */
function json(value: Value): string {
  try {
    return JSON.stringify(value) ?? misfit(value);
  } catch {
    return misfit(value);
  }
}

function integer(least: number, most: number): WriteValue {
  return (value) => {
    const number = typeof value === 'bigint' ? Number(value) : value;
    if (typeof number !== 'number') return misfit(value);
    return Number.isInteger(number) && number >= least && number <= most ? number : misfit(value, 'out of range');
  };
}

function bigInteger(least: bigint, most: bigint): WriteValue {
  return (value) => {
    if (typeof value === 'number' && Number.isSafeInteger(value) && (value >= 0 || least < 0n)) return BigInt(value);
    if (typeof value === 'bigint' && value >= least && value <= most) return value;
    return misfit(
      value,
      typeof value === 'number' && Number.isInteger(value) ? 'too large to be exact: use a bigint' : 'out of range',
    );
  };
}

function writeDate(api: DuckDb, type: DuckDBType): WriteValue | undefined {
  const id = api.DuckDBTypeId;
  const time = (value: Value): number =>
    value instanceof Date && !Number.isNaN(value.getTime()) ? value.getTime() : misfit(value);
  switch (type.typeId) {
    case id.DATE:
      return (value) => new api.DuckDBDateValue(Math.floor(time(value) / 86_400_000));
    case id.TIMESTAMP:
      return (value) => new api.DuckDBTimestampValue(BigInt(time(value)) * 1000n);
    case id.TIMESTAMP_TZ:
      return (value) => new api.DuckDBTimestampTZValue(BigInt(time(value)) * 1000n);
    case id.TIMESTAMP_S:
      return (value) => new api.DuckDBTimestampSecondsValue(BigInt(Math.floor(time(value) / 1000)));
    case id.TIMESTAMP_MS:
      return (value) => new api.DuckDBTimestampMillisecondsValue(BigInt(time(value)));
    case id.TIMESTAMP_NS:
      return (value) => new api.DuckDBTimestampNanosecondsValue(BigInt(time(value)) * 1_000_000n);
    default:
      return undefined;
  }
}

function writeText(api: DuckDb, type: DuckDBType): WriteValue | undefined {
  if (type instanceof api.DuckDBEnumType) {
    const known = new Set(type.values);
    return (value) => (known.has(text(value)) ? (value as string) : misfit(value, 'not one of the values of the type'));
  }
  if (type.typeId === api.DuckDBTypeId.UUID) {
    return (value) => {
      if (!uuidPattern.test(text(value))) return misfit(value, 'not a UUID');
      return api.DuckDBUUIDValue.fromUint128(BigInt(`0x${(value as string).replaceAll('-', '')}`));
    };
  }
  if (type.typeId === api.DuckDBTypeId.TIME) {
    return (value) => {
      const [, hours, minutes, seconds, fraction = ''] =
        timePattern.exec(text(value)) ?? misfit(value, 'not a time such as 12:30:00');
      const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
      return new api.DuckDBTimeValue(BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0')));
    };
  }
  return type instanceof api.DuckDBDecimalType ? decimal(api, type.width, type.scale) : undefined;
}

function decimal(api: DuckDb, width: number, scale: number): WriteValue {
  const limit = 10n ** BigInt(width);
  return (value) => {
    if (typeof value === 'number' ? !Number.isFinite(value) || Math.abs(value) >= 1e21 : typeof value !== 'bigint')
      return misfit(value);
    const scaled = typeof value === 'bigint' ? value * 10n ** BigInt(scale) : scaledNumber(value as number, scale);
    return scaled > -limit && scaled < limit
      ? new api.DuckDBDecimalValue(scaled, width, scale)
      : misfit(value, 'out of range');
  };
}

function scaledNumber(value: number, scale: number): bigint {
  const scaled = value * 10 ** scale;
  return Number.isSafeInteger(Math.round(scaled))
    ? BigInt(Math.round(scaled))
    : BigInt(value.toFixed(scale).replace('.', ''));
}

function writeNested(api: DuckDb, type: DuckDBType): WriteValue | undefined {
  if (type instanceof api.DuckDBListType) {
    const write = orNull(writeValue(api, type.valueType));
    return (value) => (Array.isArray(value) ? new api.DuckDBListValue(value.map(write)) : misfit(value));
  }
  if (type instanceof api.DuckDBStructType) {
    const fields = new Map(
      type.entryNames.map((name, index) => [name, orNull(writeValue(api, type.entryTypes[index]!))]),
    );
    return (value) => {
      const object = plainObject(value);
      if (Object.keys(object).some((key) => !fields.has(key))) return misfit(value, 'with an unknown field');
      return new api.DuckDBStructValue(
        Object.fromEntries([...fields].map(([name, write]) => [name, write(object[name])])),
      );
    };
  }
  if (type instanceof api.DuckDBMapType && type.keyType.typeId === api.DuckDBTypeId.VARCHAR) {
    const write = orNull(writeValue(api, type.valueType));
    return (value) =>
      new api.DuckDBMapValue(Object.entries(plainObject(value)).map(([key, each]) => ({ key, value: write(each) })));
  }
  return undefined;
}

function orNull(write: WriteValue): (value: Value | undefined) => DuckDBValue {
  return (value) => (value === null || value === undefined ? null : write(value));
}

function plainObject(value: Value): Readonly<Record<string, Value>> {
  return isPlainObject(value) ? value : misfit(value);
}

function unsupported(type: DuckDBType): WriteValue {
  return (value) => misfit(value, `for type ${type.toString().toLowerCase()}, which cannot be appended`);
}

function misfit(value: Value, remark?: string): never {
  throw new Misfit(remark === undefined ? kindOf(value) : `${kindOf(value)} ${remark}`);
}
