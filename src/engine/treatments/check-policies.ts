import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Policies, TreatmentRule } from '../parse/project.ts';
import { treatments } from './registry.ts';
import type { Treatment } from './treatment.ts';

/** What is wrong with the rules themselves, whether a column uses them or not: E0803. Once for each project. */
export function checkPolicies(policies: Policies): readonly Diagnostic[] {
  return policies.treatments.flatMap((rule) => checkTreatmentRule(rule, policies));
}

export function checkTreatmentRule(rule: TreatmentRule, policies: Policies): readonly Diagnostic[] {
  const treatment = treatments.get(rule.treatment);
  if (treatment === undefined) {
    return [
      wrong(
        `unknown treatment "${rule.treatment}"`,
        inside(rule.location, 'treatment'),
        rule.treatment,
        treatments.keys(),
      ),
    ];
  }
  const found = [...checkKey(rule, treatment, policies), ...checkOptions(rule, treatment)];
  if (found.length > 0) return found;
  const together = treatment.checkOptions?.(rule.options);
  return together === undefined ? [] : [wrong(`treatment "${treatment.name}": ${together}`, rule.location)];
}

function checkKey(rule: TreatmentRule, treatment: Treatment, policies: Policies): readonly Diagnostic[] {
  if (rule.key === undefined) {
    if (!treatment.needsKey) return [];
    const hint =
      policies.keys.size === 0
        ? 'declare one under "keys" in policies.yml'
        : `keys: ${[...policies.keys.keys()].join(', ')}`;
    return [{ ...wrong(`treatment "${treatment.name}" needs a key`, rule.location), hint }];
  }
  const place = inside(rule.location, 'key');
  if (!treatment.needsKey) return [wrong(`treatment "${treatment.name}" takes no key`, place)];
  return policies.keys.has(rule.key) ? [] : [wrong(`unknown key "${rule.key}"`, place, rule.key, policies.keys.keys())];
}

function checkOptions(rule: TreatmentRule, treatment: Treatment): readonly Diagnostic[] {
  return Object.entries(rule.options).flatMap(([name, value]) => {
    const place = inside(rule.location, name);
    const check = Object.hasOwn(treatment.options, name) ? treatment.options[name] : undefined;
    if (check === undefined) {
      return [
        wrong(`treatment "${treatment.name}" has no option "${name}"`, place, name, Object.keys(treatment.options)),
      ];
    }
    const expected = check(value);
    return expected === undefined
      ? []
      : [wrong(`option "${name}" of treatment "${treatment.name}" must be ${expected}`, place)];
  });
}

function wrong(message: string, location: Location, name?: string, candidates?: Iterable<string>): Diagnostic {
  const names = [...(candidates ?? [])];
  const meant = name === undefined ? undefined : suggest(name, names);
  const hint =
    meant === undefined ? (names.length > 0 ? `known: ${names.join(', ')}` : undefined) : `did you mean "${meant}"?`;
  return { code: 'E0803', severity: 'error', message, location, ...(hint === undefined ? {} : { hint }) };
}

/** The value of one key of the rule, where its place in the file is known. */
function inside(location: Location, key: string): Location {
  return 'path' in location ? { ...location, path: [...location.path, key], at: 'value' } : location;
}
