import type { Violation } from '../schemas/check.ts';

/** Keys whose values are never shown, nor is anything under them. */
const secret = /pass(word|phrase)?|secret|token|url|private_key|access_key|credential/i;
/** Values of unit tests look like data, and may have been copied from some. */
const rows = 'rows';
const mostShown = 40;

/** What a value must be, as the rest of a sentence: `one of view, table`. */
export function describeExpected({ keyword, schema }: Violation): string {
  const limit = schema[keyword];
  if (keyword === 'pattern') return String(schema['patternErrorMessage'] ?? `like ${String(limit)}`);
  const say = sentences[keyword];
  return say === undefined ? `as its schema says (${keyword})` : say(limit, schema);
}

const sentences: Readonly<Record<string, (limit: unknown, schema: Violation['schema']) => string>> = {
  type: (_, { type, title, patternErrorMessage }) => (typeof patternErrorMessage === 'string' ? patternErrorMessage : describeTypes([type ?? []].flat(), title)),
  const: (value) => describeScalar(value),
  enum: (values) => choice((values as readonly unknown[]).map(describeScalar)),
  minLength: (limit) => (limit === 1 ? 'a text that is not empty' : `a text of at least ${String(limit)} characters`),
  maxLength: (limit) => (limit === 1 ? 'one character' : `a text of at most ${String(limit)} characters`),
  minimum: (limit) => `${String(limit)} or more`,
  maximum: (limit) => `${String(limit)} or less`,
  minItems: (limit) => (limit === 1 ? 'a list that is not empty' : `a list of at least ${String(limit)} entries`),
  maxItems: (limit) => `a list of at most ${String(limit)} entries`,
  uniqueItems: () => 'a list without repetitions',
  anyOf: (branches) => `given ${choice((branches as readonly Violation['schema'][]).map(({ required = [] }) => required.map((key) => `"${key}"`).join(' and ')))}`,
};

/** What was found, or undefined where it must not be shown. */
export function describeFound(value: unknown, path: readonly (string | number)[]): string | undefined {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  const isHidden = path.some((step) => typeof step === 'string' && (secret.test(step) || step === rows));
  return isHidden ? undefined : describeScalar(value);
}

function describeScalar(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  return `"${value.length > mostShown ? `${value.slice(0, mostShown)}…` : value}"`;
}

function describeTypes(types: readonly string[], title?: string): string {
  const named = types.map((type) => (type === 'object' && title !== undefined ? `a map (${title})` : typeNames[type]!));
  return choice(named.filter((name) => name !== 'nothing'));
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'nothing',
  array: 'a list',
  object: 'a map',
};

function choice(names: readonly string[]): string {
  if (names.length <= 2) return names.join(' or ');
  return `one of ${names.join(', ')}`;
}
