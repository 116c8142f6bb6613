import type { AnyBulkWriteOperation, Collection, Db } from 'mongodb';
import { failure } from '../../../diagnostics/diagnostic.ts';
import type { PublicationRequest, PublicationResult, StoredDocument } from '../../store.ts';
import { createIndexes } from './create-indexes.ts';

/** Dates stay dates and a bigint becomes a 64-bit integer: the driver takes a row as it is. */
export type BsonDocument = { readonly _id: string } & Record<string, unknown>;

/** Which generation of a collection is visible. Absent while one takes another's place. */
export interface Marker {
  readonly _id: string;
  readonly generation: string;
  readonly documents: number;
}

export const markerCollection = '_alambic';
const inFlight = 2;

/**
 * Builds the next generation beside the visible one and renames it over: readers see the one or the other. The marker
 * goes before the rename and comes back after it, so that a crash in between leads to a full publication.
 */
export async function publishGeneration(database: Db, request: PublicationRequest): Promise<PublicationResult> {
  const { projection, generation, expectedDocuments } = request;
  const markers = database.collection<Marker>(markerCollection);
  const next = database.collection<BsonDocument>(`${projection.collection}__next`);
  await next.drop().catch(ignoreMissing);
  await database.createCollection(next.collectionName);
  const upserted = request.base === undefined ? await insertAll(next, request) : await applyDifference(database, next, request);
  const deleted = request.base === undefined ? 0 : await deleteAll(next, request);
  const documents = await next.countDocuments({});
  if (documents !== expectedDocuments) {
    throw failure('E0605', `${projection.collection}: ${documents} documents were written, ${expectedDocuments} were expected`, { hint: 'nothing was published; run again' });
  }
  const indexes = await createIndexes(next, projection.indexes);
  request.signal?.throwIfAborted();
  await markers.deleteOne({ _id: projection.collection });
  await next.rename(projection.collection, { dropTarget: true });
  await markers.replaceOne({ _id: projection.collection }, { generation, documents }, { upsert: true });
  return { upserted, deleted, documents, indexes };
}

async function insertAll(next: Collection<BsonDocument>, { upserts, signal }: PublicationRequest): Promise<number> {
  return inBatches(upserts, signal, async (batch) => {
    if (batch.length > 0) await next.insertMany(batch.map(toDocument), { ordered: false });
    return batch.length;
  });
}

/** The copy is made by the server; only what differs travels. */
async function applyDifference(database: Db, next: Collection<BsonDocument>, { projection, upserts, signal }: PublicationRequest): Promise<number> {
  await database.collection(projection.collection).aggregate([{ $match: {} }, { $out: next.collectionName }]).toArray();
  return inBatches(upserts, signal, async (batch) => {
    const operations = batch.map((each): AnyBulkWriteOperation<BsonDocument> => {
      const replacement = toDocument(each);
      return { replaceOne: { filter: { _id: replacement._id }, replacement, upsert: true } };
    });
    if (operations.length > 0) await next.bulkWrite(operations, { ordered: false });
    return batch.length;
  });
}

async function deleteAll(next: Collection<BsonDocument>, { deletes, signal }: PublicationRequest): Promise<number> {
  return inBatches(deletes, signal, async (ids) => (ids.length === 0 ? 0 : (await next.deleteMany({ _id: { $in: [...ids] } })).deletedCount));
}

/** A few batches under way at a time: the next one is read while the last one is written. */
async function inBatches<T>(batches: AsyncIterable<T>, signal: AbortSignal | undefined, write: (batch: T) => Promise<number>): Promise<number> {
  const underWay: Promise<number>[] = [];
  let done = 0;
  for await (const batch of batches) {
    signal?.throwIfAborted();
    const writing = write(batch);
    // A failure is met in order, below; until then it must not count as unhandled.
    writing.catch(() => undefined);
    underWay.push(writing);
    if (underWay.length >= inFlight) done += (await underWay.shift()) ?? 0;
  }
  for (const writing of underWay) done += await writing;
  return done;
}

function toDocument({ id, document }: StoredDocument): BsonDocument {
  return { ...document, _id: id };
}

function ignoreMissing(error: unknown): void {
  if ((error as { codeName?: string }).codeName !== 'NamespaceNotFound') throw error;
}
