import type { TreatedColumn } from '../adapters/source.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Policies, SourceTable } from '../parse/project.ts';
import { checkPolicies } from './check-policies.ts';
import { describeTreatedTable, type KeptColumnDescription } from './describe-treated-table.ts';
import { treatments } from './registry.ts';
import type { KeyedHash } from './treatment.ts';

export interface TreatedTable {
  /** In declared order, without the removed ones. Not to be used where a diagnostic is an error. */
  readonly columns: readonly TreatedColumn[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The columns that leave a table, each with its function. Reports what describeTreatedTable reports, and what is wrong
 * with the rules: E0803.
 */
export function treatTable(table: SourceTable, policies: Policies, keys: (name: string) => KeyedHash): TreatedTable {
  const described = describeTreatedTable(table, policies);
  const diagnostics = [...checkPolicies(policies), ...described.diagnostics];
  if (diagnostics.some(({ severity }) => severity === 'error')) return { columns: [], diagnostics };
  return { columns: described.columns.map((column) => treatColumn(column, keys)), diagnostics };
}

function treatColumn(column: KeptColumnDescription, keys: (name: string) => KeyedHash): TreatedColumn {
  const { name, sourceType, type, treatment, rule } = column;
  if (treatment === 'keep') return { name, sourceType, type, treatment };
  const key = rule?.key === undefined ? undefined : keys(rule.key);
  const apply = treatments.get(treatment)!.prepare({ type: sourceType, options: rule?.options ?? {} }, key);
  const keyed = key === undefined ? {} : { key: key.name, keyVersion: key.version };
  return { name, sourceType, type, treatment, apply, ...keyed };
}
