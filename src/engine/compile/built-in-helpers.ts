import type { Json } from '../parse/project.ts';

/** What an expression of a template can be. */
export type TemplateValue = Json;

type Helper = (values: readonly (TemplateValue | undefined)[]) => TemplateValue;

/** Handlebars' own notion: false, null, nothing, '' and the empty list are false, and so is 0. */
export function isTruthy(value: TemplateValue | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** As text in SQL: a list is separated by commas. */
export function toText(value: TemplateValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((each: TemplateValue) => toText(each)).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const compare = (test: (a: number | string, b: number | string) => boolean): Helper => {
  return ([a, b]) => test(a as number, b as number);
};

/** Helpers that neither look at the project nor change anything. */
export const builtInHelpers: ReadonlyMap<string, Helper> = new Map<string, Helper>([
  ['eq', ([a, b]) => a === b],
  ['ne', ([a, b]) => a !== b],
  ['lt', compare((a, b) => a < b)],
  ['lte', compare((a, b) => a <= b)],
  ['gt', compare((a, b) => a > b)],
  ['gte', compare((a, b) => a >= b)],
  ['and', (values) => values.every(isTruthy)],
  ['or', (values) => values.some(isTruthy)],
  ['not', ([value]) => !isTruthy(value)],
  ['list', (values) => values.map((each) => each ?? null)],
  ['concat', (values) => values.map(toText).join('')],
  ['quote', ([value]) => `'${toText(value).replaceAll("'", "''")}'`],
]);
