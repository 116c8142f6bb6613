import { Aggregator } from 'mingo/aggregator';
import type { Collections } from '../storage/catalogue.ts';
import type { Collection } from '../storage/collection.ts';
import { copyOf, type Document, isDocument } from '../values/document.ts';
import { queryOptions } from './criteria.ts';
import { findMatching, type Matching } from './find-matching.ts';

export interface PipelineContext {
  readonly collections: Collections;
  readonly database: string;
  readonly variables: Document;
  readonly hint?: unknown;
}

/** Stages that pass documents on as they are, or make new ones: the others change what they are given. */
const harmless = new Set([
  '$match',
  '$sort',
  '$limit',
  '$skip',
  '$count',
  '$group',
  '$unwind',
  '$sortByCount',
  '$sample',
]);

/** The first stages, where they can be answered by the collection and its indexes: `$match`, then `$sort`. */
export function matchLeading(
  collection: Collection,
  stages: readonly Document[],
  hint?: unknown,
): { readonly matching: Matching; readonly rest: readonly Document[] } {
  const [first, second] = stages;
  const filter = isDocument(first?.['$match']) ? first['$match'] : undefined;
  const next = filter === undefined ? first : second;
  const order = isDocument(next?.['$sort']) ? next['$sort'] : undefined;
  const used = (filter === undefined ? 0 : 1) + (order === undefined ? 0 : 1);
  return { matching: findMatching(collection, filter ?? {}, { order, hint }), rest: stages.slice(used) };
}

/** Runs the stages of an aggregation, without `$out` and `$merge`. */
export function runPipeline(
  collection: Collection | undefined,
  stages: readonly Document[],
  context: PipelineContext,
): readonly Document[] {
  if (collection === undefined) return transform([{}], stages, context);
  const { matching, rest } = matchLeading(collection, stages, context.hint);
  return rest.length === 0 ? matching.documents : transform(matching.documents, rest, context);
}

function transform(
  documents: readonly Document[],
  stages: readonly Document[],
  context: PipelineContext,
): readonly Document[] {
  const copy = stages.every((stage) => Object.keys(stage).every((name) => harmless.has(name)))
    ? (all: readonly Document[]): Document[] => [...all]
    : (all: readonly Document[]): Document[] => all.map(copyOf);
  const options = {
    ...queryOptions,
    variables: context.variables,
    collectionResolver: (name: string) =>
      copy([...(context.collections.find(`${context.database}.${name}`)?.documents.values() ?? [])]),
  };
  return new Aggregator(stages as Document[], options).run<Document>(copy(documents));
}
