import { CommandError } from '../command-error.ts';
import type { Collection } from '../storage/collection.ts';
import { type Document, isDocument } from '../values/document.ts';
import { choosePlan, type Plan, type PlanOptions } from './choose-plan.ts';
import { compileCriteria } from './criteria.ts';
import { sortDocuments } from './sort-documents.ts';

export interface MatchOptions extends PlanOptions {
  readonly skip?: number;
  /** 0: no limit. */
  readonly limit?: number;
}

export interface Matching {
  readonly documents: readonly Document[];
  readonly plan: Plan;
  /** The order was established by sorting, not by an index. */
  readonly sorted: boolean;
  readonly keysExamined: number;
  readonly documentsExamined: number;
}

/** The documents of a collection that match a filter, in the order that was asked for. */
export function findMatching(collection: Collection, filter: Document, options: MatchOptions = {}): Matching {
  const { order = {}, skip = 0, limit = 0 } = options;
  const plan = choosePlan(collection, filter, options);
  const byScore = Object.values(order).some((each) => isDocument(each) && '$meta' in each);
  const inOrder = Object.keys(order).length === 0 || (plan.kind === 'index' && plan.access.sorted);
  const enough = inOrder && limit > 0 ? skip + limit : Number.POSITIVE_INFINITY;
  const accepts = plan.kind === 'ids' && plan.exact ? (): boolean => true : compileCriteria(filter);
  const found: Document[] = [];
  let keysExamined = 0;
  const seen = plan.kind === 'index' ? new Set<string>() : undefined;
  let documentsExamined = 0;
  for (const id of idsOf(plan, collection)) {
    if (found.length >= enough) break;
    if (plan.kind !== 'collection') keysExamined++;
    if (seen?.has(id) === true) continue;
    seen?.add(id);
    const document = collection.documents.get(id);
    if (document === undefined) continue;
    documentsExamined++;
    if (accepts(document)) found.push(document);
  }
  const sorted = inOrder ? found : byScore ? sortByScore(found, plan, collection) : sortDocuments(found, order);
  const end = limit > 0 ? skip + limit : undefined;
  const documents = skip === 0 && end === undefined ? sorted : sorted.slice(skip, end);
  return { documents, plan, sorted: !inOrder, keysExamined, documentsExamined };
}

function* idsOf(plan: Plan, collection: Collection): Iterable<string> {
  if (plan.kind === 'collection') yield* collection.documents.keys();
  else if (plan.kind === 'ids') yield* plan.ids;
  else if (plan.kind === 'text') yield* plan.scores.keys();
  else {
    const { index, intervals, reverse } = plan.access;
    for (const [low, high] of intervals) yield* index.entries.ids(low, high, reverse);
  }
}

function sortByScore(documents: readonly Document[], plan: Plan, collection: Collection): Document[] {
  if (plan.kind !== 'text')
    throw new CommandError('BadValue', 'query requires text score metadata, but it is not available');
  const score = (document: Document): number => plan.scores.get(collection.idOf(document)) ?? 0;
  return documents.toSorted((a, b) => score(b) - score(a));
}
