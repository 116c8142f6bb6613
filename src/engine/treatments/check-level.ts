import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Level, Policies, SourceColumn, SourceTable } from '../parse/project.ts';
import type { TreatedColumnDescription } from './describe-column.ts';
import { allowance } from './levels.ts';
import { fewValues } from './pseudonymise.ts';
import { treatments } from './registry.ts';

/** A zone that nobody declared allows nothing; the zone itself is reported apart. */
export function checkLevel(
  column: SourceColumn,
  described: TreatedColumnDescription,
  table: SourceTable,
  policies: Policies,
): readonly Diagnostic[] {
  if (described.type === undefined) return [];
  const zone = policies.zones.get(table.zone);
  if (zone === undefined && policies.declared) return [];
  const verdict = allowance(described.treatedLevel, zone?.allow ?? 'none');
  if (verdict === 'allow' || (verdict === 'warn' && isSigned(table, column, policies))) return [];
  const state =
    described.treatment === 'keep' ? described.level : `${described.treatedLevel} after "${described.treatment}"`;
  const notes = [
    { label: 'column', text: `${table.id}.${column.name} is ${state} (${described.category})` },
    { label: 'zone', text: zone === undefined ? 'there is no policies.yml' : `${zone.name} allows ${zone.allow}` },
  ];
  const location = column.location;
  if (verdict === 'warn') {
    const hint =
      'names and addresses in text are found by best effort; a declassification in policies.yml signs for it';
    return [
      {
        code: 'E0802',
        severity: 'warning',
        message: `redacted free text of column "${column.name}" enters zone "${table.zone}"`,
        location,
        notes,
        hint,
      },
    ];
  }
  const message = `column "${column.name}" would enter zone "${table.zone}" without a sufficient treatment`;
  return [
    { code: 'E0802', severity: 'error', message, location, notes, hint: advise(described, zone?.allow ?? 'none') },
  ];
}

/** The weakest treatment that the zone allows, or dropping the column. */
function advise({ level, category }: TreatedColumnDescription, allowed: Level): string {
  const usual = level === 'free_text' ? 'redact' : level === 'quasi' ? 'generalise' : 'pseudonymise';
  const yields = treatments.get(usual)!.yields(level);
  const rest = usual === 'pseudonymise' ? ', key: …' : usual === 'generalise' ? ', to: …' : '';
  const first = allowance(yields, allowed) === 'refuse' ? 'drop' : `${usual}${rest}`;
  const drop = first === 'drop' ? '' : ', or drop';
  return `add to "treatments" in policies.yml: {categories: [${category}], treatment: ${first}}${drop}`;
}

function isSigned(table: SourceTable, column: SourceColumn, policies: Policies): boolean {
  return policies.declassifications.some(
    (each) => each['model'] === table.id && each['column'] === column.name && each['to'] === 'redacted',
  );
}

/** Frequencies tell which pseudonym is which where there are few values. */
export function checkFewValues(column: SourceColumn, treatment: string, table: SourceTable): readonly Diagnostic[] {
  if (treatment !== 'pseudonymise' || !fewValues.has(column.type)) return [];
  return [
    {
      code: 'E0803',
      severity: 'warning',
      message: `a ${column.type} has so few values that pseudonyms of ${table.id}.${column.name} can be told by how often they occur`,
      location: column.location,
      hint: 'generalise or drop it instead',
    },
  ];
}
