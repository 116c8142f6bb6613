import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Level, Policies, SourceColumn, SourceTable, TreatmentRule } from '../parse/project.ts';
import { builtInCategories, findCategory, matchesCategory } from './categories.ts';
import { checkFewValues, checkLevel } from './check-level.ts';
import { checkTreatmentRule } from './check-policies.ts';
import { treatments } from './registry.ts';

/** What becomes of one declared column while it leaves the source. */
export interface TreatedColumnDescription {
  readonly name: string;
  /** Type in the source, as declared. */
  readonly sourceType: string;
  /** Type after treatment; undefined where the column is removed. */
  readonly type: string | undefined;
  /** `keep` where nothing is done to it. */
  readonly treatment: string;
  readonly rule?: TreatmentRule;
  readonly category?: string;
  /** In clear, and after treatment. */
  readonly level: Level;
  readonly treatedLevel: Level;
}

interface Described {
  readonly column: TreatedColumnDescription;
  readonly diagnostics: readonly Diagnostic[];
}

export function describeColumn(column: SourceColumn, table: SourceTable, policies: Policies): Described {
  const base = { name: column.name, sourceType: column.type };
  if (column.privacy === undefined) {
    return {
      column: { ...base, type: column.type, treatment: 'keep', level: 'none', treatedLevel: 'none' },
      diagnostics: [],
    };
  }
  const category = column.privacy;
  const known = findCategory(policies.categories, category);
  const removed = { ...base, type: undefined, treatment: 'drop', category, treatedLevel: 'unknown' } as const;
  if (known === undefined) {
    return { column: { ...removed, level: 'unknown' }, diagnostics: [unknownCategory(column, category, policies)] };
  }
  const rule = policies.treatments.find((each) =>
    each.categories.some((pattern) => matchesCategory(pattern, category)),
  );
  // Its own diagnostics stand with the rule.
  if (rule !== undefined && checkTreatmentRule(rule, policies).length > 0) {
    return { column: { ...removed, level: known.level }, diagnostics: [] };
  }
  const treatment = treatments.get(rule?.treatment ?? 'keep')!;
  const request = { type: column.type, options: rule?.options ?? {} };
  const problem = treatment.checkType?.(request);
  if (problem !== undefined) {
    const message = `column "${column.name}" of ${table.id} cannot be treated: ${problem}`;
    return {
      column: { ...removed, level: known.level },
      diagnostics: [{ code: 'E0803', severity: 'error', message, location: column.location }],
    };
  }
  const described = {
    ...base,
    type: treatment.outputType(request),
    treatment: treatment.name,
    ...(rule === undefined ? {} : { rule }),
    category,
    level: known.level,
    treatedLevel: treatment.yields(known.level),
  };
  return {
    column: described,
    diagnostics: [...checkLevel(column, described, table, policies), ...checkFewValues(column, treatment.name, table)],
  };
}

function unknownCategory(column: SourceColumn, category: string, policies: Policies): Diagnostic {
  const names = [...policies.categories, ...builtInCategories].map((rule) => rule.pattern);
  const meant = suggest(category, names);
  return {
    code: 'E0801',
    severity: 'error',
    message: `unknown privacy category "${category}" of column "${column.name}"`,
    location: placeOfCategory(column),
    hint: meant === undefined ? 'declare it under "categories" in policies.yml' : `did you mean "${meant}"?`,
  };
}

function placeOfCategory({ location }: SourceColumn): Location {
  return 'path' in location ? { ...location, path: [...location.path.slice(0, -1), 'privacy'], at: 'value' } : location;
}
