import type { Check, Compile, Violation, Visit } from './check.ts';
import type { JsonSchema } from './json-schema.ts';

/** `oneOf` is only used where one key says which branch is meant, so that a mistake is reported once. */
export function checkDiscriminated(schema: JsonSchema, compile: Compile): Check {
  const { propertyName } = schema['discriminator'] as { readonly propertyName: string };
  const tag = { enum: (schema.oneOf ?? []).map((branch) => branch.properties?.[propertyName]?.['const']) };
  const branches = new Map((schema.oneOf ?? []).map((branch, index) => [tag.enum[index], compile(branch)]));
  return (value, visit) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, propertyName)) return;
    const chosen: unknown = (value as Readonly<Record<string, unknown>>)[propertyName];
    const branch = branches.get(chosen);
    if (branch !== undefined) branch(value, visit);
    else visit.found.push({ keyword: 'enum', path: [...visit.path, propertyName], value: chosen, schema: tag });
  };
}

/** Where no branch is met, the mistakes of the one that is nearest: the deepest, then the one with the fewest. */
export function checkAlternatives(schema: JsonSchema, compile: Compile): Check {
  const parts = schema['anyOf'] as readonly JsonSchema[];
  const branches = parts.map(compile);
  const isChoiceOfKeys = parts.every((part) => Object.keys(part).join() === 'required');
  return (value, visit) => {
    const attempts = branches.map((branch) => attempt(branch, value, visit));
    if (attempts.some((found) => found.length === 0)) return;
    if (isChoiceOfKeys) visit.found.push({ keyword: 'anyOf', path: [...visit.path], value, schema });
    else visit.found.push(...attempts.reduce((best, found) => (isNearer(found, best) ? found : best)));
  };
}

function attempt(branch: Check, value: unknown, visit: Visit): readonly Violation[] {
  const found: Violation[] = [];
  branch(value, { path: [...visit.path], found });
  return found;
}

function isNearer(a: readonly Violation[], b: readonly Violation[]): boolean {
  const depth = (found: readonly Violation[]): number => Math.max(...found.map(({ path }) => path.length));
  return depth(a) > depth(b) || (depth(a) === depth(b) && a.length < b.length);
}
