import { Aggregator } from 'mingo/aggregator';
import { update as applyOperators } from 'mingo/updater';
import { ObjectId } from 'bson';
import { CommandError } from '../command-error.ts';
import { queryOptions } from '../query/criteria.ts';
import { parts } from '../query/conditions.ts';
import { copyOf, type Document, isDocument } from '../values/document.ts';
import { sameValue } from '../values/order-key.ts';

export interface UpdateOptions {
  readonly filter: Document;
  readonly arrayFilters?: readonly Document[];
  readonly variables?: Document;
}

/** The document that an update makes of another one, which stays as it is: by replacement, operators or a pipeline. */
export function updated(document: Document, update: unknown, options: UpdateOptions): Document {
  const result = transformed(document, withoutInsertOnly(update), options);
  if ('_id' in document && !sameValue(result['_id'], document['_id'])) {
    throw new CommandError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  return result;
}

/** The document that an upsert inserts: what the filter fixes, then the update. */
export function upserted(update: unknown, options: UpdateOptions): Document {
  const seed = seedOf(options.filter);
  const operators = isDocument(update) && isOperators(update) ? update : undefined;
  const onInsert = operators?.['$setOnInsert'];
  const change = isDocument(onInsert)
    ? { ...operators, $set: { ...onInsert, ...(operators!['$set'] as Document) } }
    : update;
  // A positional update has nothing to find in a document that is new: the filter is left out.
  return withId(transformed(seed, withoutInsertOnly(change), { ...options, filter: {} }));
}

/** A document with an `_id`, first of its fields. */
export function withId(document: Document): Document {
  if (document['_id'] === undefined) return { _id: new ObjectId(), ...document };
  return Object.keys(document)[0] === '_id' ? document : { _id: document['_id'], ...document };
}

function transformed(
  document: Document,
  update: unknown,
  { filter, arrayFilters = [], variables }: UpdateOptions,
): Document {
  if (Array.isArray(update)) {
    const [result] = new Aggregator(update, { ...queryOptions, variables }).run<Document>([copyOf(document)]);
    return '_id' in document ? { _id: document['_id'], ...result } : result!;
  }
  const change = update as Document;
  if (!isOperators(change))
    return '_id' in document && !('_id' in change) ? { _id: document['_id'], ...change } : change;
  if (Object.keys(change).length === 0) return document;
  const set = change['$set'];
  if (Object.keys(change).length === 1 && isDocument(set) && Object.keys(set).every(isPlainName))
    return { ...document, ...set };
  const result = copyOf(document) as Record<string, unknown>;
  const queryOptionsOfUpdate = { ...queryOptions, variables } as never;
  applyOperators(result, change, arrayFilters as Document[], positionalFilter(filter, change), {
    cloneMode: 'copy',
    queryOptions: queryOptionsOfUpdate,
  });
  return result;
}

/** The document is known to match: only the `$` operator needs to know where. */
function positionalFilter(filter: Document, change: Document): Document {
  const paths = Object.values(change).flatMap((fields) => (isDocument(fields) ? Object.keys(fields) : []));
  return paths.some((path) => /\.\$(\.|$)/.test(path)) ? filter : {};
}

function isPlainName(name: string): boolean {
  return !name.includes('.') && !name.startsWith('$') && name !== '_id' && name !== '__proto__';
}

function isOperators(update: Document): boolean {
  const names = Object.keys(update);
  const operators = names.filter((name) => name.startsWith('$'));
  if (operators.length > 0 && operators.length < names.length) {
    throw new CommandError('FailedToParse', 'an update has either operators or fields, not both');
  }
  return operators.length > 0 || '$setOnInsert' in update;
}

function withoutInsertOnly(update: unknown): unknown {
  if (!isDocument(update) || !('$setOnInsert' in update)) return update;
  const { $setOnInsert: _, ...rest } = update as Record<string, unknown>;
  // An empty update of operators would look like a replacement.
  return Object.keys(rest).length === 0 ? { $set: {} } : rest;
}

function seedOf(filter: Document): Document {
  const seed: Record<string, unknown> = {};
  for (const [path, wanted] of parts(filter)) {
    const isCondition = isDocument(wanted) && Object.keys(wanted)[0]?.startsWith('$') === true;
    const value = isCondition ? wanted['$eq'] : wanted;
    if (value !== undefined && !(value instanceof RegExp)) setPath(seed, path.split('.'), value);
  }
  return seed;
}

function setPath(target: Record<string, unknown>, [name, ...rest]: readonly string[], value: unknown): void {
  if (name === undefined || name === '__proto__') return;
  if (rest.length === 0) target[name] = value;
  else setPath((target[name] ??= {}) as Record<string, unknown>, rest, value);
}
