import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { SourceColumn, SourceTable } from '../parse/project.ts';
import type { TreatedColumnDescription } from './describe-column.ts';

/** Treatments that keep different values different. */
const oneToOne: ReadonlySet<string> = new Set(['keep', 'pseudonymise']);

/** A key must stay unique after treatment, and a cursor in clear: its last value stands in the manifest. */
export function checkRoles(table: SourceTable, columns: readonly TreatedColumnDescription[]): readonly Diagnostic[] {
  const { mode, cursor, primaryKey } = table.extract;
  const find = (name: string): { declared: SourceColumn; treated: TreatedColumnDescription } | undefined => {
    const index = columns.findIndex((column) => column.name === name);
    return index < 0 ? undefined : { declared: table.columns[index]!, treated: columns[index]! };
  };
  const keys = primaryKey.flatMap((name) => {
    const found = find(name);
    if (found === undefined) return [undeclared(table, name, 'primary key')];
    if (oneToOne.has(found.treated.treatment)) return [];
    const message = `column "${name}" is the primary key of ${table.id}, and treatment "${found.treated.treatment}" does not keep it unique`;
    return [problem(message, found.declared, 'pseudonymise it, or take another primary key')];
  });
  if (mode !== 'incremental' || cursor === undefined) return keys;
  const found = find(cursor);
  if (found === undefined) return [...keys, undeclared(table, cursor, 'cursor')];
  if (found.declared.privacy === undefined) return keys;
  const message = `column "${cursor}" is personal data, so it cannot be the cursor of ${table.id}: its last value would stand in the manifest`;
  return [
    ...keys,
    problem(message, found.declared, 'take a time of change as the cursor, or extract the table in full'),
  ];
}

function problem(message: string, column: SourceColumn, hint: string): Diagnostic {
  return { code: 'E0803', severity: 'error', message, location: column.location, hint };
}

function undeclared(table: SourceTable, name: string, role: string): Diagnostic {
  const meant = suggest(
    name,
    table.columns.map((column) => column.name),
  );
  return {
    code: 'E0503',
    severity: 'error',
    message: `the ${role} "${name}" is not a declared column of ${table.id}`,
    location: table.location,
    hint: meant === undefined ? 'declare it under "columns"' : `did you mean "${meant}"?`,
  };
}
