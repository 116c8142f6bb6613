import { Query } from 'mingo/query';
import { type Document, isDocument } from '../values/document.ts';
import { fieldValues } from '../values/field-values.ts';
import { sameValue } from '../values/order-key.ts';
import { matchesSchema } from './matches-schema.ts';
import { operators } from './operators.ts';

export type Predicate = (document: Document) => boolean;

/** What mingo needs to run a query or pipeline the way this server does. */
export const queryOptions = {
  context: operators,
  scriptEnabled: false,
  jsonSchemaValidator: (schema: unknown) => (document: unknown) => matchesSchema(document, schema as Document),
} as const;

/** The test that a filter stands for; `$text` is left to the text index. */
export function compileCriteria(filter: Document): Predicate {
  const names = Object.keys(filter);
  if (names.length === 0) return () => true;
  return compileEqualities(names, filter) ?? compileAny(filter);
}

/** Most filters of writes are plain equalities: a test of our own spares compiling them one by one. */
function compileEqualities(names: readonly string[], filter: Document): Predicate | undefined {
  if (!names.every((name) => !name.startsWith('$') && !name.includes('.') && isPlainValue(filter[name])))
    return undefined;
  return (document) =>
    names.every((name) => fieldValues(document, name).some((value) => equalsOrHolds(value, filter[name])));
}

function equalsOrHolds(value: unknown, wanted: unknown): boolean {
  return Array.isArray(value) ? value.some((each) => sameValue(each, wanted)) : sameValue(value, wanted);
}

/** A value that a filter can only mean literally. */
export function isPlainValue(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  return typeof value !== 'object' || (!Array.isArray(value) && !(value instanceof RegExp) && !isDocument(value));
}

function compileAny(filter: Document): Predicate {
  const query = new Query(withoutText(filter), queryOptions);
  return (document) => query.test(document);
}

function withoutText(filter: Document): Document {
  const { $text: _, ...rest } = filter as { $text?: unknown };
  const all = (rest as { $and?: unknown }).$and;
  if (!Array.isArray(all)) return rest;
  const parts = all.map((each: unknown) => (isDocument(each) ? withoutText(each) : each));
  const kept = parts.filter((each) => !isDocument(each) || Object.keys(each).length > 0);
  const { $and: __, ...others } = rest as { $and?: unknown };
  return kept.length === 0 ? others : { ...others, $and: kept };
}
