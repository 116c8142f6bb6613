import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { SourceColumn, SourceTable } from '../parse/project.ts';
import type { ResultColumn } from '../adapters/warehouse.ts';
import { holdsEveryValue } from './holds-every-value.ts';

/**
 * What separates a table from its declaration: a column that is missing, or whose values the declared type would not
 * hold exactly (E0704). Columns that nobody declared are fine: they stay where they are.
 */
export function checkDrift(table: SourceTable, actual: readonly ResultColumn[]): readonly Diagnostic[] {
  return table.columns.flatMap((column) => {
    const found = actual.find(({ name }) => name === column.name);
    if (found === undefined) return [missingColumn(table, column, actual)];
    return holdsEveryValue(column.type, found.type) ? [] : [retypedColumn(table, column, found)];
  });
}

/** @param others Names of the tables that there are in its schema. */
export function missingTable(table: SourceTable, others: readonly string[]): Diagnostic {
  const meant = suggest(table.table, others);
  return {
    code: 'E0909',
    severity: 'error',
    message: `there is no table ${table.schema}.${table.table} in connection "${table.connection}"`,
    location: table.location,
    hint: meant === undefined ? 'check its name and schema, and that the user may see it' : `did you mean "${meant}"?`,
  };
}

function missingColumn(table: SourceTable, column: SourceColumn, actual: readonly ResultColumn[]): Diagnostic {
  const declared = new Set(table.columns.map(({ name }) => name));
  const meant = suggest(
    column.name,
    actual.map(({ name }) => name).filter((name) => !declared.has(name)),
  );
  return {
    code: 'E0704',
    severity: 'error',
    message: `column "${column.name}" is missing from ${table.schema}.${table.table}`,
    location: column.location,
    hint:
      meant === undefined ? 'take it out of sources.yml, or put it back into the table' : `did you mean "${meant}"?`,
  };
}

function retypedColumn(table: SourceTable, column: SourceColumn, found: ResultColumn): Diagnostic {
  return {
    code: 'E0704',
    severity: 'error',
    message: `column "${column.name}" of ${table.schema}.${table.table} is ${found.type}, declared as ${column.type}`,
    location: column.location,
    hint: `declare it as ${found.type === 'decimal' ? 'decimal(…), as wide as its values' : found.type}`,
  };
}
