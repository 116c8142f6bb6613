import type { Collection, Db } from 'mongodb';
import { failure } from '../../../diagnostics/diagnostic.ts';
import { BaseNotUsable, type PublicationRequest, type PublicationResult } from '../../store.ts';
import { createIndexes } from './create-indexes.ts';
import { makeVisible, nextName, settleMarker } from './generation-marker.ts';
import { inBatches } from './in-batches.ts';
import { type BsonDocument, toBson } from './to-bson.ts';

/**
 * Builds the next generation beside the visible one and renames it over: readers see the one or the other, whole, with
 * its indexes. Wherever this ends before the rename, readers notice nothing.
 *
 * @throws BaseNotUsable where the difference cannot be applied to what is there.
 */
export async function publishGeneration(database: Db, request: PublicationRequest): Promise<PublicationResult> {
  const { generation, base } = request;
  const { collection } = request.projection;
  const visible = await settleMarker(database, collection);
  if (base !== undefined && visible?.generation !== base) throw new BaseNotUsable();
  const next = database.collection<BsonDocument>(nextName(collection));
  const result = await buildOrDrop(database, next, request);
  await makeVisible(database, collection, { generation, documents: result.documents });
  return result;
}

async function buildOrDrop(
  database: Db,
  next: Collection<BsonDocument>,
  request: PublicationRequest,
): Promise<PublicationResult> {
  try {
    return await build(database, next, request);
  } catch (error) {
    // Only tidier: what is left aside is never read, and is dropped before the next one is built. A server that is gone
    // would only be waited for once more.
    if (!isUnreachable(error)) await drop(next).catch(() => undefined);
    throw error;
  }
}

async function build(
  database: Db,
  next: Collection<BsonDocument>,
  request: PublicationRequest,
): Promise<PublicationResult> {
  await drop(next);
  const changes =
    request.base === undefined ? await loadAll(database, next, request) : await applyChanges(database, next, request);
  const documents = await countWritten(next, request);
  const indexes = await createIndexes(next, request.projection.indexes);
  request.signal?.throwIfAborted();
  return { ...changes, documents, indexes };
}

async function loadAll(
  database: Db,
  next: Collection<BsonDocument>,
  { upserts, signal }: PublicationRequest,
): Promise<{ readonly upserted: number; readonly deleted: number }> {
  await database.createCollection(next.collectionName);
  const upserted = await inBatches(upserts, signal, async (batch) => {
    await next.insertMany(batch.map(toBson), { ordered: false });
    return batch.length;
  });
  return { upserted, deleted: 0 };
}

/** The copy is made by the server; only what differs travels. */
async function applyChanges(
  database: Db,
  next: Collection<BsonDocument>,
  { projection, upserts, deletes, signal }: PublicationRequest,
): Promise<{ readonly upserted: number; readonly deleted: number }> {
  await copy(database.collection(projection.collection), next.collectionName);
  const deleted = await inBatches(
    deletes,
    signal,
    async (ids) => (await next.deleteMany({ _id: { $in: [...ids] } })).deletedCount,
  );
  const upserted = await inBatches(upserts, signal, async (batch) => {
    const operations = batch.map(toBson).map((replacement) => ({
      replaceOne: { filter: { _id: replacement._id }, replacement, upsert: true },
    }));
    await next.bulkWrite(operations, { ordered: false });
    return batch.length;
  });
  return { upserted, deleted };
}

const unknownToServer = new Set([115, 238, 40324]);

/** Not every server that speaks the protocol has `$out`. */
async function copy(from: Collection, to: string): Promise<void> {
  try {
    await from.aggregate([{ $match: {} }, { $out: to }]).toArray();
  } catch (error) {
    throw unknownToServer.has(Number((error as { code?: unknown }).code)) ? new BaseNotUsable() : error;
  }
}

async function countWritten(
  next: Collection<BsonDocument>,
  { projection, base, expectedDocuments }: PublicationRequest,
): Promise<number> {
  const documents = await next.countDocuments({});
  if (documents === expectedDocuments) return documents;
  if (base !== undefined) throw new BaseNotUsable();
  throw failure('E0712', `projection to ${projection.collection}: ${expectedDocuments} rows have ${documents} keys`, {
    hint: `the key must be unique and not null: add data tests unique and not_null on ${projection.key.join(', ')}`,
  });
}

function isUnreachable(error: unknown): boolean {
  const within = (error as { readonly errorResponse?: unknown } | undefined)?.errorResponse;
  const told = within instanceof Error ? within : error;
  return told instanceof Error && /^Mongo(Network|ServerSelection|Topology|PoolCl)/.test(told.name);
}

async function drop(collection: Collection<BsonDocument>): Promise<void> {
  try {
    await collection.drop();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 26) throw error;
  }
}
