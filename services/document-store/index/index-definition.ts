import { CommandError } from '../command-error.ts';
import { type Document, isDocument } from '../values/document.ts';
import { orderKey } from '../values/order-key.ts';

/** An index as `createIndexes` was told, checked. */
export interface IndexDefinition {
  readonly name: string;
  /** In order; 1, -1 or `text`. */
  readonly fields: readonly (readonly [path: string, direction: 1 | -1 | 'text'])[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partialFilter?: Document;
  /** Seconds after the date in the field. */
  readonly expireAfter?: number;
  readonly weights: Readonly<Record<string, number>>;
  /** As it was given, for `listIndexes`. */
  readonly given: Document;
}

export function readIndexDefinition(given: Document): IndexDefinition {
  const { key, name, unique, sparse, partialFilterExpression, expireAfterSeconds, weights } = given;
  if (!isDocument(key) || Object.keys(key).length === 0)
    throw new CommandError('FailedToParse', 'an index needs a key');
  if (typeof name !== 'string' || name === '') throw new CommandError('FailedToParse', 'an index needs a name');
  const fields = Object.entries(key).map(([path, direction]) => [path, readDirection(direction)] as const);
  if (expireAfterSeconds !== undefined && fields.length > 1) {
    throw new CommandError('InvalidOptions', 'TTL indexes are single-field indexes');
  }
  return {
    name,
    fields,
    unique: unique === true,
    sparse: sparse === true,
    ...(isDocument(partialFilterExpression) ? { partialFilter: partialFilterExpression } : {}),
    ...(expireAfterSeconds === undefined ? {} : { expireAfter: Number(expireAfterSeconds) }),
    weights: (isDocument(weights) ? weights : {}) as Readonly<Record<string, number>>,
    given: { v: 2, ...given },
  };
}

function readDirection(direction: unknown): 1 | -1 | 'text' {
  if (direction === 'text') return 'text';
  const number = Number(direction);
  if (Number.isNaN(number) || number === 0)
    throw new CommandError('CommandNotSupported', `no index of kind ${String(direction)}`);
  return number < 0 ? -1 : 1;
}

export function isText(definition: IndexDefinition): boolean {
  return definition.fields.some(([, direction]) => direction === 'text');
}

/** How `listIndexes` shows an index. */
export function describeIndex(definition: IndexDefinition): Document {
  if (!isText(definition)) return definition.given;
  const text = definition.fields.filter(([, direction]) => direction === 'text');
  const weights = Object.fromEntries(text.map(([path]) => [path, definition.weights[path] ?? 1]));
  return {
    ...definition.given,
    key: { _fts: 'text', _ftsx: 1 },
    weights,
    default_language: 'english',
    textIndexVersion: 3,
  };
}

/** Whether two definitions differ in nothing but their name. */
export function sameIndex(a: IndexDefinition, b: IndexDefinition): boolean {
  const options = ({ unique, sparse, partialFilter, expireAfter }: IndexDefinition): string =>
    orderKey({ unique, sparse, partialFilter, expireAfter });
  return sameKeys(a, b) && options(a) === options(b);
}

export function sameKeys(a: IndexDefinition, b: IndexDefinition): boolean {
  return JSON.stringify(a.fields) === JSON.stringify(b.fields);
}
