import type { Dialect, Relation, ResultColumn } from '../../warehouse.ts';

/** DuckDB's SQL. Every statement is one statement, without a semicolon. */
export const duckDbDialect: Dialect = {
  name: 'duckdb',
  quote,
  literal,
  relation,
  createSchema: (schema) => `create schema if not exists ${quote(schema)}`,
  createTableAs: (target, select) => `create or replace table ${relation(target)} as\n${select}`,
  createEmptyTable: (target, columns) =>
    `create or replace table ${relation(target)} (${columns.map(definition).join(', ')})`,
  createView: (target, select) => `create or replace view ${relation(target)} as\n${select}`,
  dropTable: (target) => `drop table if exists ${relation(target)}`,
  dropView: (target) => `drop view if exists ${relation(target)}`,
  renameTable: (from, to) => `alter table ${relation(from)} rename to ${quote(to)}`,
  addColumn: (target, column) => `alter table ${relation(target)} add column ${definition(column)}`,
  dropColumn: (target, column) => `alter table ${relation(target)} drop column ${quote(column)}`,
  insertByName: (target, from) => `insert into ${relation(target)} by name select * from ${relation(from)}`,
  deleteMatching,
  merge,
  readParquet,
  readCsv,
  sniffCsv: (path, delimiter) =>
    `read_csv(${pathLiteral(path)}, header=true, delim=${literal(delimiter)}, quote='"', escape='"')`,
};

function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

function literal(value: string | number | boolean | null): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : `'${value}'::double`;
  // The parser ends a statement at a NUL character, so it cannot stand in the text.
  const parts = value.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts[0]! : `(${parts.join(' || chr(0) || ')})`;
}

function relation(target: Relation): string {
  return `${quote(target.schema)}.${quote(target.name)}`;
}

function definition(column: ResultColumn): string {
  return `${quote(column.name)} ${column.type}`;
}

/** NULL keys match nothing, as with dbt. */
function deleteMatching(target: Relation, from: Relation, keys: readonly string[]): string {
  const condition = keys.map((key) => `incoming.${quote(key)} = ${relation(target)}.${quote(key)}`).join(' and ');
  return `delete from ${relation(target)} where exists (select 1 from ${relation(from)} as incoming where ${condition})`;
}

/** NULL keys match nothing, so their rows are inserted each time, as with dbt. */
function merge(target: Relation, from: Relation, keys: readonly string[], columns: readonly string[]): string {
  const list = (each: (column: string) => string): string => columns.map((column) => each(quote(column))).join(', ');
  const condition = keys.map((key) => `existing.${quote(key)} = incoming.${quote(key)}`).join(' and ');
  const updated = columns
    .filter((column) => !keys.includes(column))
    .map((column) => `${quote(column)} = incoming.${quote(column)}`);
  return [
    `merge into ${relation(target)} as existing`,
    `using ${relation(from)} as incoming`,
    `on ${condition}`,
    ...(updated.length === 0 ? [] : [`when matched then update set ${updated.join(', ')}`]),
    `when not matched then insert (${list((column) => column)}) values (${list((column) => `incoming.${column}`)})`,
  ].join('\n');
}

/** Files of one data set; a column that earlier files lack is NULL in their rows. */
function readParquet(paths: readonly string[]): string {
  return `read_parquet([${paths.map(pathLiteral).join(', ')}], union_by_name=true, hive_partitioning=false)`;
}

/**
 * Without a header: the exact opposite of the extraction's CSV, where NULL is nothing between delimiters and the
 * empty string is `""`. With a header: a file that a person wrote, with any line ending.
 */
function readCsv(path: string, columns: readonly ResultColumn[], delimiter: string, header = false): string {
  const types = columns.map((column) => `${literal(column.name)}: ${literal(column.type)}`).join(', ');
  return [
    `read_csv(${pathLiteral(path)}, columns={${types}}, header=${header}, auto_detect=false`,
    `delim=${literal(delimiter)}, quote='"', escape='"', nullstr='', allow_quoted_nulls=false${header ? '' : `, new_line='\\n', max_line_size=16777216, buffer_size=33554432`})`,
  ].join(', ');
}

/** DuckDB takes paths for glob patterns; a bracket expression is its only way to escape one. */
function pathLiteral(path: string): string {
  return literal(path.replaceAll(/[*?[]/g, (character) => `[${character}]`));
}
