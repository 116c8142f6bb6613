/** A column as PostgreSQL's catalogue has it; domains are resolved to what they stand on. */
export interface PostgresColumn {
  readonly name: string;
  /** pg_type.typname of pg_catalog, or `other`. */
  readonly type: string;
  /** pg_attribute.atttypmod: precision and scale of a numeric; -1 where there is none. */
  readonly modifier: number;
  /** typname of an array's elements. */
  readonly element?: string;
}

const names: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  oid: 'uinteger',
  float4: 'float',
  float8: 'double',
  date: 'date',
  time: 'time',
  timetz: 'time with time zone',
  timestamp: 'timestamp',
  timestamptz: 'timestamp with time zone',
  uuid: 'uuid',
  json: 'json',
  jsonb: 'json',
  bytea: 'blob',
};

/**
 * The type that holds every value exactly, in DuckDB's spelling; text where DuckDB, or Parquet, has no such type. An
 * interval is text, since Parquet's knows neither microseconds nor negative ones.
 */
export function duckDbType({ type, modifier, element }: PostgresColumn): string {
  if (type === 'numeric') return numericType(modifier);
  if (element === undefined) return names[type] ?? 'varchar';
  if (element === 'numeric') return modifier < 0 ? 'varchar[]' : `${numericType(modifier)}[]`;
  return element === 'bytea' ? 'varchar' : `${names[element] ?? 'varchar'}[]`;
}

/**
 * A numeric without precision is `decimal`: it can be read as any decimal that its values fit into, which is checked
 * row by row. One with more than 38 digits is text.
 */
function numericType(modifier: number): string {
  if (modifier < 0) return 'decimal';
  const precision = ((modifier - 4) >> 16) & 0xffff;
  // Eleven bits with a sign, since PostgreSQL 15.
  const scale = (((modifier - 4) & 0x7ff) ^ 1024) - 1024;
  const digits = scale < 0 ? precision - scale : Math.max(precision, scale);
  return digits > 38 ? 'varchar' : `decimal(${digits},${Math.max(0, scale)})`;
}
