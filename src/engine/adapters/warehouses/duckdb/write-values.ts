import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { scaledDecimal, timePattern } from '../../value-kinds.ts';
import type { Value } from '../../warehouse.ts';
import type { DuckDb } from './load-duckdb.ts';

/** From the engine's values to the client's. Called only with values that `valueCheck` of the type lets pass, never null. */
export type WriteValue = (value: Value) => DuckDBValue;

/** The conversion for any type that can be appended, nested ones included. */
export function writeValue(api: DuckDb, type: DuckDBType): WriteValue {
  const id = api.DuckDBTypeId;
  switch (type.typeId) {
    case id.TINYINT:
    case id.SMALLINT:
    case id.INTEGER:
    case id.UTINYINT:
    case id.USMALLINT:
    case id.UINTEGER:
    case id.FLOAT:
    case id.DOUBLE:
      return Number;
    case id.BIGINT:
    case id.UBIGINT:
    case id.HUGEINT:
      return (value) => BigInt(value as number | bigint);
    case id.VARCHAR:
      // A string becomes a JSON string, so that what was read from a JSON column is written as it was.
      return type.alias === 'JSON' ? (value) => JSON.stringify(value) : unchanged;
    case id.BLOB:
      return (value) => new api.DuckDBBlobValue(value as Uint8Array);
    default:
      return writeDate(api, type) ?? writeScalar(api, type) ?? writeNested(api, type) ?? unchanged;
  }
}

function unchanged(value: Value): DuckDBValue {
  return value as DuckDBValue;
}

function writeDate(api: DuckDb, type: DuckDBType): WriteValue | undefined {
  const id = api.DuckDBTypeId;
  const time = (value: Value): number => (value as Date).getTime();
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

function writeScalar(api: DuckDb, type: DuckDBType): WriteValue | undefined {
  if (type instanceof api.DuckDBDecimalType) {
    const { width, scale } = type;
    return (value) => new api.DuckDBDecimalValue(scaledDecimal(value as number | bigint, scale), width, scale);
  }
  if (type.typeId === api.DuckDBTypeId.UUID) {
    return (value) => api.DuckDBUUIDValue.fromUint128(BigInt(`0x${(value as string).replaceAll('-', '')}`));
  }
  if (type.typeId !== api.DuckDBTypeId.TIME) return undefined;
  return (value) => {
    const [, hours, minutes, seconds, fraction = ''] = timePattern.exec(value as string)!;
    const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return new api.DuckDBTimeValue(BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0')));
  };
}

function writeNested(api: DuckDb, type: DuckDBType): WriteValue | undefined {
  if (type instanceof api.DuckDBListType) {
    const write = orNull(writeValue(api, type.valueType));
    return (value) => new api.DuckDBListValue((value as readonly Value[]).map(write));
  }
  if (type instanceof api.DuckDBStructType) {
    const fields = type.entryNames.map(
      (name, index) => [name, orNull(writeValue(api, type.entryTypes[index]!))] as const,
    );
    return (value) => {
      const object = value as Readonly<Record<string, Value>>;
      return new api.DuckDBStructValue(Object.fromEntries(fields.map(([name, write]) => [name, write(object[name])])));
    };
  }
  if (!(type instanceof api.DuckDBMapType)) return undefined;
  const write = orNull(writeValue(api, type.valueType));
  return (value) => {
    const entries = Object.entries(value as Readonly<Record<string, Value>>);
    return new api.DuckDBMapValue(entries.map(([key, each]) => ({ key, value: write(each) })));
  };
}

function orNull(write: WriteValue): (value: Value | undefined) => DuckDBValue {
  return (value) => (value === null || value === undefined ? null : write(value));
}
