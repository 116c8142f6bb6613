import type { Collection, Db } from 'mongodb';

/** Which generation of a collection is visible, and which one is about to take its place. */
export interface Marker {
  readonly _id: string;
  readonly generation?: string;
  readonly documents?: number;
  /** Set just before the rename that makes it visible, gone just after. */
  readonly pending?: Generation;
}

export interface Generation {
  readonly generation: string;
  readonly documents: number;
}

const markerCollection = '_alambic';

export function nextName(collection: string): string {
  return `${collection}__next`;
}

/**
 * The generation that readers see, or undefined where none is known to be whole. A publication that ended between its
 * rename and its marker left the name that it renamed free: so it is known which of the two generations is visible.
 */
export async function readVisible(database: Db, collection: string): Promise<Generation | undefined> {
  const marker = await markers(database).findOne({ _id: collection });
  if (marker === null) return undefined;
  const { pending } = marker;
  const { generation, documents } =
    pending === undefined || (await exists(database, nextName(collection))) ? marker : pending;
  if (generation === undefined || documents === undefined) return undefined;
  // Somebody else may have written to the collection, or dropped it.
  const counted = await database.collection(collection).estimatedDocumentCount();
  return counted === documents ? { generation, documents } : undefined;
}

/** To be called before the next generation is built or dropped: afterwards nobody could tell which one is visible. */
export async function settleMarker(database: Db, collection: string): Promise<Generation | undefined> {
  const visible = await readVisible(database, collection);
  if (visible === undefined) await markers(database).deleteOne({ _id: collection });
  else await markers(database).replaceOne({ _id: collection }, visible, { upsert: true });
  return visible;
}

/** Makes the next generation visible in one step. */
export async function makeVisible(database: Db, collection: string, generation: Generation): Promise<void> {
  await markers(database).updateOne({ _id: collection }, { $set: { pending: generation } }, { upsert: true });
  // Not every server that speaks the protocol can rename over something; the first publication needs none of that.
  const dropTarget = (await exists(database, collection)) ? { dropTarget: true } : {};
  await database.renameCollection(nextName(collection), collection, dropTarget);
  await markers(database).replaceOne({ _id: collection }, generation, { upsert: true });
}

export async function exists(database: Db, collection: string): Promise<boolean> {
  return (await database.listCollections({ name: collection }, { nameOnly: true }).toArray()).length > 0;
}

function markers(database: Db): Collection<Marker> {
  return database.collection<Marker>(markerCollection);
}
