import { OrderedIndex } from '../index/ordered-index.ts';
import { candidateValues } from '../values/field-values.ts';
import type { Collection } from './collection.ts';
import type { Storage } from './storage.ts';

/** Removes what TTL indexes say is over at `now` (milliseconds). */
export function removeExpired(storage: Storage, now: number): void {
  for (const collection of storage.catalogue.all()) {
    for (const index of collection.indexes) {
      const { expireAfter, fields } = index.definition;
      if (index instanceof OrderedIndex && expireAfter !== undefined) {
        removeOlder(collection, index, fields[0]![0], new Date(now - expireAfter * 1000));
      }
    }
  }
  storage.commit();
}

/** Of several dates in one document, the earliest counts. */
function removeOlder(collection: Collection, index: OrderedIndex, path: string, limit: Date): void {
  for (const id of index.idsUpTo(limit)) {
    const document = collection.documents.get(id);
    if (document === undefined) continue;
    const dates = candidateValues(document, path).filter((value) => value instanceof Date);
    if (dates.some((date) => date <= limit)) collection.remove(document);
  }
}
