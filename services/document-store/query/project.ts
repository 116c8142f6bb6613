import { Query } from 'mingo/query';
import { type Document, isDocument } from '../values/document.ts';
import { queryOptions } from './criteria.ts';

/** Applies a projection. `score` gives what `{$meta: 'textScore'}` stands for. */
export function project(
  documents: readonly Document[],
  projection: Document,
  score: (document: Document) => number,
): readonly Document[] {
  const meta = Object.keys(projection).filter((name) => isMeta(projection[name]));
  const rest = Object.fromEntries(Object.entries(projection).filter(([name]) => !meta.includes(name)));
  const projected =
    Object.keys(rest).length === 0
      ? documents
      : new Query({}, queryOptions).find<Document>(documents as Document[], rest).all();
  if (meta.length === 0) return projected;
  return projected.map((each, at) => ({
    ...each,
    ...Object.fromEntries(meta.map((name) => [name, score(documents[at]!)])),
  }));
}

function isMeta(value: unknown): boolean {
  return isDocument(value) && '$meta' in value;
}
