import type { ResultSet, Value } from '../../engine/adapters/warehouse.ts';
import { formatValue, jsonValue } from './format-value.ts';

/** An array of objects, one a line. */
export function renderResultJson({ columns, rows }: ResultSet): string {
  if (rows.length === 0) return '[]';
  const lines = rows.map((row) =>
    JSON.stringify(Object.fromEntries(columns.map(({ name, type }, at) => [name, jsonValue(row[at] ?? null, type)]))),
  );
  return `[\n  ${lines.join(',\n  ')}\n]`;
}

/** RFC 4180 with `\n`; NULL is nothing between two commas, and the empty text is `""`. */
export function renderResultCsv({ columns, rows }: ResultSet): string {
  const header = columns.map(({ name }) => csvField(name));
  const lines = rows.map((row) => columns.map(({ type }, at) => csvValue(row[at] ?? null, type)));
  return [header, ...lines].map((fields) => fields.join(',')).join('\n');
}

function csvValue(value: Value, type: string): string {
  return value === null ? '' : csvField(formatValue(value, type));
}

function csvField(text: string): string {
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
