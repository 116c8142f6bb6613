import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';
import type { Value } from '../../warehouse.ts';
import type { DuckDb } from './load-duckdb.ts';

/** From what the client gives to what the rest of the engine knows; never called with null. */
export type ReadValue = (value: DuckDBValue) => Value;

/** How a column is selected so that it is quick to read, and what is left to do in JavaScript. */
export interface FastColumn {
  select(column: string): string;
  readonly read?: (value: DuckDBValue) => Value;
}

const plain: FastColumn = { select: (column) => column };
const asText: FastColumn = { select: (column) => `${column}::varchar` };

/** Objects for decimals, dates and timestamps cost three times the rest of the reading, so SQL makes numbers of them. */
export function fastColumn(type: string): FastColumn | undefined {
  if (type.endsWith(']') || type.startsWith('struct(') || type.startsWith('map(')) return undefined;
  if (type.startsWith('decimal(')) return { select: (column) => `${column}::double` };
  if (type.startsWith('timestamp') || type === 'date')
    return { select: epochMilliseconds, read: (value) => new Date(value as number) };
  if (type === 'json') return { select: (column) => `${column}::varchar`, read: parseJson };
  if (/^(u?bigint|u?hugeint|bignum)$/.test(type)) return { ...plain, read: safeNumber };
  if (/^(u?(tinyint|smallint|integer)|float|double|boolean|varchar)$/.test(type)) return plain;
  return type === 'blob' ? undefined : asText;
}

/** An infinite date has no JavaScript value: it becomes an invalid Date, which nothing takes for a real one. */
function epochMilliseconds(column: string): string {
  return `coalesce(epoch_ms(${column}::timestamp)::double, case when isinf(${column}::timestamp) then 'nan'::double end)`;
}

function safeNumber(value: DuckDBValue): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : (value as bigint);
}

function parseJson(value: DuckDBValue): Value {
  return JSON.parse(value as string) as Value;
}

/** The conversion for any type, nested ones included; undefined where the client's value is already right. */
export function readValue(api: DuckDb, type: DuckDBType): ReadValue | undefined {
  const id = api.DuckDBTypeId;
  switch (type.typeId) {
    case id.BOOLEAN:
    case id.TINYINT:
    case id.SMALLINT:
    case id.INTEGER:
    case id.UTINYINT:
    case id.USMALLINT:
    case id.UINTEGER:
    case id.FLOAT:
    case id.DOUBLE:
    case id.ENUM:
    case id.SQLNULL:
      return undefined;
    case id.VARCHAR:
      return type.alias === 'JSON' ? parseJson : undefined;
    case id.BIGINT:
    case id.UBIGINT:
    case id.HUGEINT:
    case id.UHUGEINT:
    case id.BIGNUM:
      return safeNumber;
    case id.DECIMAL:
      return (value) => Number(String(value));
    case id.BLOB:
      return (value) => Uint8Array.from((value as { bytes: Uint8Array }).bytes);
    default:
      return readDate(api, type) ?? readNested(api, type) ?? String;
  }
}

function readDate(api: DuckDb, type: DuckDBType): ReadValue | undefined {
  const id = api.DuckDBTypeId;
  switch (type.typeId) {
    case id.DATE:
      return (value) => new Date((value as { days: number }).days * 86_400_000);
    case id.TIMESTAMP:
    case id.TIMESTAMP_TZ:
      return (value) => new Date(Number((value as { micros: bigint }).micros / 1000n));
    case id.TIMESTAMP_S:
      return (value) => new Date(Number((value as { seconds: bigint }).seconds) * 1000);
    case id.TIMESTAMP_MS:
      return (value) => new Date(Number((value as { millis: bigint }).millis));
    case id.TIMESTAMP_NS:
      return (value) => new Date(Number((value as { nanos: bigint }).nanos / 1_000_000n));
    default:
      return undefined;
  }
}

function readNested(api: DuckDb, type: DuckDBType): ReadValue | undefined {
  if (type instanceof api.DuckDBListType || type instanceof api.DuckDBArrayType) {
    const read = orNull(readValue(api, type.valueType));
    return (value) => (value as { items: readonly DuckDBValue[] }).items.map(read);
  }
  if (type instanceof api.DuckDBStructType) {
    const reads = type.entryNames.map(
      (name, index) => [name, orNull(readValue(api, type.entryTypes[index]!))] as const,
    );
    return (value) => {
      const { entries } = value as { entries: Readonly<Record<string, DuckDBValue>> };
      return Object.fromEntries(reads.map(([name, read]) => [name, read(entries[name]!)]));
    };
  }
  if (type instanceof api.DuckDBMapType) {
    const read = orNull(readValue(api, type.valueType));
    return (value) => {
      const { entries } = value as { entries: readonly { key: DuckDBValue; value: DuckDBValue }[] };
      return Object.fromEntries(entries.map((entry) => [String(entry.key), read(entry.value)]));
    };
  }
  return undefined;
}

function orNull(read: ReadValue | undefined): ReadValue {
  if (read === undefined) return (value) => value as Value;
  return (value) => (value === null || value === undefined ? null : read(value));
}
