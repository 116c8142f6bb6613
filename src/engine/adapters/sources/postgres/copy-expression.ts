import type { TreatedColumn } from '../../source.ts';
import type { PostgresColumn } from './column-types.ts';

/**
 * What COPY selects for a column, so that DuckDB reads the text as the declared type without losing anything.
 * Treatments, and columns declared as text, take PostgreSQL's own text.
 */
export function copyExpression(column: TreatedColumn, actual: PostgresColumn): string {
  const name = quoteIdentifier(column.name);
  if (column.apply !== undefined || column.sourceType === 'varchar') return name;
  if (actual.element !== undefined) return listText(name, actual.element);
  switch (actual.type) {
    case 'date':
      return `case when ${name} < date '0001-01-01' then replace(${name}::text, ' BC', ' (BC)') else ${name}::text end`;
    case 'timestamp':
    case 'timestamptz':
      return `case when ${name} < ${actual.type} '0001-01-01 00:00:00+00' then regexp_replace(${name}::text, '^(\\S+) (.*) BC$', '\\1 (BC) \\2') else ${name}::text end`;
    case 'bytea':
      return `regexp_replace(encode(${name}, 'hex'), '(..)', '\\\\x\\1', 'g')`;
    case 'numeric':
      return actual.modifier < 0 ? exactDecimal(name, column.sourceType) : name;
    default:
      return name;
  }
}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteLiteral(value: string): string {
  const quoted = `'${value.replaceAll("'", "''")}'`;
  return value.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}

/** DuckDB would round in silence, so a value with more decimals than declared becomes a text that it refuses. */
function exactDecimal(name: string, declared: string): string {
  const scale = /^decimal\(\d+,\s*(\d+)\)$/.exec(declared)?.[1] ?? (declared === 'decimal' ? '3' : undefined);
  if (scale === undefined) return name;
  return `case when ${name} <> round(${name}, ${scale}) then 'more decimals than declared' else ${name}::text end`;
}

const plainElements: ReadonlySet<string> = new Set([
  'int2',
  'int4',
  'int8',
  'oid',
  'float4',
  'float8',
  'numeric',
  'bool',
  'uuid',
  'time',
]);

/** DuckDB's list: elements of text in double quotes with backslashes before quotes and backslashes. */
function listText(name: string, element: string): string {
  if (plainElements.has(element)) return `translate(${name}::text, '{}', '[]')`;
  const backslash = String.raw`'\\'`;
  const escaped = `replace(replace(element::text, E${backslash}, E'\\\\\\\\'), '"', E'\\\\"')`;
  const quoted = `string_agg(coalesce('"' || ${escaped} || '"', 'NULL'), ',' order by place)`;
  const list = `select '[' || coalesce(${quoted}, '') || ']' from unnest(${name}) with ordinality as list(element, place)`;
  return `case when ${name} is null then null else (${list}) end`;
}
