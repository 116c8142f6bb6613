import type { Macro } from '../parse/project.ts';
import type { Template } from '../parse/template/parse-template.ts';
import type { TemplateValue } from './built-in-helpers.ts';

export type MacroArguments = Readonly<Record<string, TemplateValue>>;

/** A macro that is ready to be called. */
export type CallableMacro = Pick<Macro, 'name' | 'path' | 'parameters'> &
  (
    | { readonly language: 'sql'; readonly template: Template }
    | { readonly language: 'typescript'; readonly call: (bound: MacroArguments) => TemplateValue }
  );

/** Arguments by parameter, or what is wrong with them as one sentence. */
export function bindMacroArguments(
  macro: CallableMacro,
  positional: readonly (TemplateValue | undefined)[],
  named: readonly (readonly [string, TemplateValue | undefined])[],
): MacroArguments | string {
  const { name, parameters } = macro;
  const usage = `"${name}" takes (${parameters.map((each) => (each.default === undefined ? each.name : `${each.name}=${String(each.default)}`)).join(', ')})`;
  if (positional.length > parameters.length) return `too many arguments: ${usage}`;
  const bound: Record<string, TemplateValue> = {};
  parameters.forEach((parameter, index) => {
    if (index < positional.length) bound[parameter.name] = positional[index] ?? null;
  });
  for (const [key, value] of named) {
    if (!parameters.some((each) => each.name === key)) return `unknown argument "${key}": ${usage}`;
    if (key in bound) return `argument "${key}" is given twice: ${usage}`;
    bound[key] = value ?? null;
  }
  for (const parameter of parameters) {
    if (parameter.name in bound) continue;
    if (parameter.default === undefined) return `argument "${parameter.name}" is missing: ${usage}`;
    bound[parameter.name] = parameter.default;
  }
  return bound;
}
