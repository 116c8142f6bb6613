import type { Violation } from '../schemas/check.ts';

/** Keys whose values are never shown, nor is anything under them. */
const secret = /pass(word|phrase)?|secret|token|url|private_key|access_key|credential/i;
/** Values of unit tests look like data, and may have been copied from some. */
const likeData = 'rows';
const mostShown = 40;

/** What a value must be, as the rest of a sentence: `one of view, table`. */
export function describeExpected({ keyword, schema }: Violation): string {
  const limit = schema[keyword];
  if (keyword === 'pattern')
    return String(schema['patternErrorMessage'] ?? schema.description ?? `like ${String(limit)}`);
  const say = sentences[keyword];
  return say === undefined ? `as its schema says (${keyword})` : say(limit, schema);
}

const sentences: Readonly<Record<string, (limit: unknown, schema: Violation['schema']) => string>> = {
  type: (_, { type, patternErrorMessage }) =>
    typeof patternErrorMessage === 'string' ? patternErrorMessage : describeTypes([type ?? []].flat()),
  const: String,
  enum: (values) => choice((values as readonly unknown[]).map(String)),
  minLength: (limit) => (limit === 1 ? 'a text that is not empty' : `a text of at least ${String(limit)} characters`),
  maxLength: (limit) => (limit === 1 ? 'one character' : `a text of at most ${String(limit)} characters`),
  minimum: (limit) => `${String(limit)} or more`,
  maximum: (limit) => `${String(limit)} or less`,
  minItems: (limit) => (limit === 1 ? 'a list that is not empty' : `a list of at least ${String(limit)} entries`),
  maxItems: (limit) => `a list of at most ${String(limit)} entries`,
  uniqueItems: () => 'a list without repetitions',
  anyOf: (branches) =>
    choice(
      (branches as readonly Violation['schema'][]).map(({ required = [] }) =>
        required.map((key) => `"${key}"`).join(' and '),
      ),
    ),
};

/** What was found, or undefined where it must not be shown, or says nothing. */
export function describeFound({ keyword, value, path }: Violation): string | undefined {
  if (keyword === 'uniqueItems') return undefined;
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  return isSecret(path) || path.includes(likeData) ? undefined : describeScalar(value);
}

/** Whether what stands there may be a secret. */
export function isSecret(path: Violation['path']): boolean {
  return path.some((step) => typeof step === 'string' && secret.test(step));
}

function describeScalar(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  return `"${value.length > mostShown ? `${value.slice(0, mostShown)}…` : value}"`;
}

function describeTypes(types: readonly string[]): string {
  return choice(types.filter((type) => type !== 'null').map((type) => typeNames[type]!));
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
};

function choice(names: readonly string[]): string {
  if (names.length <= 2) return names.join(' or ');
  return `one of ${names.join(', ')}`;
}
