import { CommandError } from './command-error.ts';
import { writeBson } from './values/bson-bytes.ts';
import type { Document } from './values/document.ts';
import type { CursorReply } from './wire/reply-body.ts';

const maxBatchBytes = 16_000_000;
const defaultFirst = 101;
const lifetime = 10 * 60_000;

interface OpenCursor {
  readonly namespace: string;
  readonly documents: readonly Document[];
  next: number;
  usedAt: number;
}

/** Results that clients fetch in batches. A cursor shows the documents as they were when it was opened. */
export class Cursors {
  readonly #open = new Map<number, OpenCursor>();
  #lastId = 0;

  /** The first batch; the rest waits under an id. */
  open(namespace: string, documents: readonly Document[], batchSize: unknown, single = false): CursorReply {
    const cursor: OpenCursor = { namespace, documents, next: 0, usedAt: performance.now() };
    const wanted = batchSize === undefined ? defaultFirst : Number(batchSize);
    const batch = takeBatch(cursor, wanted);
    if (single || cursor.next >= documents.length)
      return { cursor: { batchName: 'firstBatch', batch, id: 0, namespace } };
    const id = ++this.#lastId;
    this.#open.set(id, cursor);
    return { cursor: { batchName: 'firstBatch', batch, id, namespace } };
  }

  next(id: number, batchSize: unknown): CursorReply {
    const cursor = this.#open.get(id);
    if (cursor === undefined) throw new CommandError('CursorNotFound', `cursor id ${id} not found`);
    cursor.usedAt = performance.now();
    const batch = takeBatch(cursor, Number(batchSize ?? 0) || Number.POSITIVE_INFINITY);
    const done = cursor.next >= cursor.documents.length;
    if (done) this.#open.delete(id);
    return { cursor: { batchName: 'nextBatch', batch, id: done ? 0 : id, namespace: cursor.namespace } };
  }

  close(id: number): boolean {
    return this.#open.delete(id);
  }

  get size(): number {
    return this.#open.size;
  }

  /** Forgets cursors that nobody has asked for in ten minutes. */
  sweep(): void {
    for (const [id, { usedAt }] of this.#open) if (performance.now() - usedAt > lifetime) this.#open.delete(id);
  }
}

/** At least one document, however large, unless none is asked for. */
function takeBatch(cursor: OpenCursor, wanted: number): readonly Uint8Array[] {
  const batch: Uint8Array[] = [];
  let bytes = 0;
  while (batch.length < wanted && cursor.next < cursor.documents.length) {
    const document = writeBson(cursor.documents[cursor.next]!);
    if (batch.length > 0 && bytes + document.length > maxBatchBytes) break;
    batch.push(document);
    bytes += document.length;
    cursor.next++;
  }
  return batch;
}
