import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Policies, SourceTable } from '../parse/project.ts';
import { checkRoles } from './check-roles.ts';
import { describeColumn, type TreatedColumnDescription } from './describe-column.ts';

/** A column that leaves the source. */
export interface KeptColumnDescription extends TreatedColumnDescription {
  readonly type: string;
}

export interface TreatedTableDescription {
  /** The columns that leave the source, in declared order. */
  readonly columns: readonly KeptColumnDescription[];
  /** The declared columns that never leave it. */
  readonly removed: readonly TreatedColumnDescription[];
  /** E0801, E0802, E0804, and E0803 for what a treatment does to this table; the rules' own faults are checkPolicies'. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The treated table as the lake and every model see it, found without any secret. A column that cannot be treated
 * right counts as removed.
 */
export function describeTreatedTable(table: SourceTable, policies: Policies): TreatedTableDescription {
  const described = table.columns.map((column) => describeColumn(column, table, policies));
  const columns = described.map(({ column }) => column);
  return {
    columns: columns.filter((column): column is KeptColumnDescription => column.type !== undefined),
    removed: columns.filter(({ type }) => type === undefined),
    diagnostics: [
      ...checkZone(table, policies),
      ...described.flatMap(({ diagnostics }) => diagnostics),
      ...checkRoles(table, columns),
    ],
  };
}

function checkZone(table: SourceTable, policies: Policies): readonly Diagnostic[] {
  if (!policies.declared || policies.zones.has(table.zone)) return [];
  const meant = suggest(table.zone, policies.zones.keys());
  const hint = meant === undefined ? `zones: ${[...policies.zones.keys()].join(', ')}` : `did you mean "${meant}"?`;
  return [
    {
      code: 'E0804',
      severity: 'error',
      message: `unknown zone "${table.zone}" of ${table.id}`,
      location: table.location,
      hint,
    },
  ];
}
