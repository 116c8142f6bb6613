import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../load/project-files.ts';
import type { KeyPolicy, Policies, TreatmentRule, ZonePolicy } from '../project.ts';
import { Declaration } from './declaration.ts';
import type { RawPolicies } from './raw-declarations.ts';

export interface DeclaredPolicies {
  readonly policies: Policies;
  readonly diagnostics: readonly Diagnostic[];
}

/** Persons that a group must have where nothing is said: what the CNIL and most statistical offices ask for. */
const defaultK = 11;

/**
 * @param data of a policies.yml that its schema allows; without a file, policies that say nothing. Categories are those
 *   of the project alone: the built-in ones come after them wherever a category is looked for.
 */
export function declarePolicies(file: SourceFile | undefined, data: unknown): DeclaredPolicies {
  const raw = (file === undefined ? {} : data) as RawPolicies;
  const declaration = new Declaration(file ?? { path: 'policies.yml', text: '', hash: '' });
  const { controller = {}, roles = {}, functions = [], declassifications = [], logs = {}, secrets = {} } = raw;
  const policies: Policies = {
    declared: file !== undefined,
    controller,
    keys: new Map(declareKeys(raw, declaration).map((key) => [key.name, key])),
    categories: Object.entries(raw.categories ?? {}).map(([pattern, { level, special }]) => ({
      pattern,
      level,
      special: special ?? false,
    })),
    treatments: declareTreatments(raw, declaration),
    zones: new Map(declareZones(raw).map((zone) => [zone.name, zone])),
    roles,
    processingActivities: raw.processing_activities ?? [],
    declassifications,
    functions,
    logs,
    secrets,
  };
  checkNames(raw, declaration);
  return { policies, diagnostics: declaration.diagnostics };
}

function declareKeys({ keys = {} }: RawPolicies, declaration: Declaration): readonly KeyPolicy[] {
  return Object.entries(keys).map(([name, { secret, version, retired = [] }]) => {
    for (const [index, old] of retired.entries()) {
      if (old < version) continue;
      const hint = `version ${version} is the current one: retired are those before it`;
      declaration.error(
        'E0202',
        `version ${old} of the key "${name}" cannot be retired`,
        declaration.place(['keys', name, 'retired', index]),
        hint,
      );
    }
    return { name, secret, version, retired, location: declaration.place(['keys', name], 'key') };
  });
}

function declareTreatments({ treatments = [] }: RawPolicies, declaration: Declaration): readonly TreatmentRule[] {
  return treatments.map(({ categories, treatment, key, ...options }, index) => ({
    categories,
    treatment,
    ...(key === undefined ? {} : { key }),
    options,
    location: declaration.place(['treatments', index]),
  }));
}

function declareZones({ zones = {} }: RawPolicies): readonly ZonePolicy[] {
  return Object.entries(zones).map(([name, { allow, k }]) => {
    const threshold = k ?? (allow === 'aggregate' ? defaultK : undefined);
    return { name, allow, ...(threshold === undefined ? {} : { k: threshold }) };
  });
}

/** E0804 for zones of roles, E0208 for activities and declassifications that stand twice. */
function checkNames(raw: RawPolicies, declaration: Declaration): void {
  const zones = Object.keys(raw.zones ?? {});
  for (const [role, body] of Object.entries(raw.roles ?? {})) {
    const { grants } = body as { readonly grants: readonly (string | { readonly zones?: readonly string[] })[] };
    for (const [index, grant] of grants.entries()) {
      const named = typeof grant === 'string' ? [] : (grant.zones ?? []);
      for (const [each, zone] of named.entries()) {
        if (zones.includes(zone)) continue;
        const location = declaration.place(['roles', role, 'grants', index, 'zones', each]);
        declaration.error('E0804', `unknown zone "${zone}"`, location, `zones are ${zones.join(', ')}`);
      }
    }
  }
  const names = (raw.processing_activities ?? []).map((activity) => String(activity['name']));
  declaration.mustDiffer(names, 'processing activities', (index) => ['processing_activities', index, 'name']);
  const columns = (raw.declassifications ?? []).map(({ model, column }) => `${String(model)}.${String(column)}`);
  declaration.mustDiffer(columns, 'declassifications', (index) => ['declassifications', index, 'column']);
}
