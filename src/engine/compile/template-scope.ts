import type { TemplateValue } from './built-in-helpers.ts';

/** What names mean at one place of a template. */
export interface Scope {
  readonly self: TemplateValue | undefined;
  readonly locals: Readonly<Record<string, TemplateValue>>;
  readonly data: Readonly<Record<string, TemplateValue>>;
  readonly parent?: Scope;
}

export const emptyScope: Scope = { self: undefined, locals: {}, data: {} };

/** A macro sees its arguments and nothing else. */
export function macroScope(locals: Scope['locals']): Scope {
  return { self: undefined, locals, data: {} };
}

export function lookupLocal(scope: Scope, name: string): TemplateValue | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if (Object.hasOwn(at.locals, name)) return at.locals[name];
  }
  return undefined;
}

/** The scope inside `each` or `with`. */
export function innerScope(
  parent: Scope,
  self: TemplateValue | undefined,
  names: readonly string[],
  values: readonly (TemplateValue | undefined)[],
  data: Readonly<Record<string, TemplateValue>>,
): Scope {
  const locals = Object.fromEntries(names.map((name, index) => [name, values[index] ?? null]));
  return { self, locals, data, parent };
}
