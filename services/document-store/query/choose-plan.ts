import { CommandError } from '../command-error.ts';
import { OrderedIndex } from '../index/ordered-index.ts';
import { TextIndex } from '../index/text-index.ts';
import type { Collection } from '../storage/collection.ts';
import { type Document, isDocument } from '../values/document.ts';
import { orderKey, sameValue } from '../values/order-key.ts';
import { readConditions } from './conditions.ts';
import { type IndexAccess, planAccess } from './index-access.ts';

/** Where the documents of a query are looked for. */
export type Plan =
  | { readonly kind: 'collection' }
  | {
      readonly kind: 'ids';
      readonly ids: readonly string[];
      /** The ids are the whole filter. */ readonly exact: boolean;
    }
  | { readonly kind: 'index'; readonly access: IndexAccess }
  | { readonly kind: 'text'; readonly index: TextIndex; readonly scores: ReadonlyMap<string, number> };

export interface PlanOptions {
  readonly order?: Document;
  /** An index's name, or its key. */
  readonly hint?: unknown;
}

/** Chooses the index that reads the fewest entries; of equal ones one that spares the sorting. */
export function choosePlan(collection: Collection, filter: Document, { order = {}, hint }: PlanOptions = {}): Plan {
  const search = textSearch(filter);
  if (search !== undefined) return textPlan(collection, search);
  const conditions = readConditions(filter);
  const ids = conditions.get('_id')?.points;
  if (ids !== undefined && hint === undefined) {
    return {
      kind: 'ids',
      ids: [...new Set(ids.map(orderKey))],
      exact: Object.keys(filter).length === 1 && !('$and' in filter),
    };
  }
  const hinted =
    hint === undefined || (isDocument(hint) && Object.keys(hint).length === 0)
      ? undefined
      : hintedIndex(collection, hint);
  if (hinted === 'collection') return { kind: 'collection' };
  const candidates = hinted === undefined ? collection.indexes : [hinted];
  let best: IndexAccess | undefined;
  for (const index of candidates) {
    if (!(index instanceof OrderedIndex)) continue;
    const access = planAccess(index, filter, conditions, order);
    if (access === undefined) continue;
    if (hinted === undefined && !access.bounded && !(access.sorted && Object.keys(order).length > 0)) continue;
    if (best === undefined || isBetter(access, best)) best = access;
  }
  if (best !== undefined) return { kind: 'index', access: best };
  if (hinted !== undefined) throw new CommandError('BadValue', 'the hinted index cannot serve this query');
  return { kind: 'collection' };
}

function isBetter(a: IndexAccess, b: IndexAccess): boolean {
  if (a.bounded !== b.bounded) return a.bounded;
  if (a.size !== b.size) return a.size < b.size;
  return a.sorted && !b.sorted;
}

function hintedIndex(collection: Collection, hint: unknown): Collection['indexes'][number] | 'collection' {
  if (hint === '_id_' || (isDocument(hint) && ('_id' in hint || '$natural' in hint))) return 'collection';
  const found = collection.indexes.find(({ definition }) =>
    typeof hint === 'string' ? definition.name === hint : sameValue(definition.given['key'], hint),
  );
  if (found === undefined) throw new CommandError('BadValue', 'hint provided does not correspond to an existing index');
  return found;
}

function textSearch(filter: Document): string | undefined {
  const text =
    filter['$text'] ?? (filter['$and'] as readonly Document[] | undefined)?.find((each) => '$text' in each)?.['$text'];
  return isDocument(text) ? String(text['$search']) : undefined;
}

function textPlan(collection: Collection, search: string): Plan {
  const index = collection.indexes.find((each) => each instanceof TextIndex);
  if (index === undefined) throw new CommandError('IndexNotFound', 'text index required for $text query');
  return { kind: 'text', index, scores: index.search(search, (id) => collection.documents.get(id)!) };
}
