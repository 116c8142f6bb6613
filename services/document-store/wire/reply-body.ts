import { Long } from 'bson';
import { writeBson } from '../values/bson-bytes.ts';
import type { Document } from '../values/document.ts';

/** A batch of a cursor, whose documents are already bytes: they are many, and each is written once. */
export interface CursorReply {
  readonly cursor: {
    readonly batchName: 'firstBatch' | 'nextBatch';
    readonly batch: readonly Uint8Array[];
    /** 0: nothing is left. */
    readonly id: number;
    readonly namespace: string;
  };
}

export type Reply = Document | CursorReply;

export function replyBody(reply: Reply): Uint8Array {
  return isCursorReply(reply) ? cursorBody(reply) : writeBson({ ok: 1, ...reply });
}

function isCursorReply(reply: Reply): reply is CursorReply {
  return 'batch' in ((reply as CursorReply).cursor ?? {});
}

/** `{cursor: {<batchName>: […], id, ns}, ok: 1}` in BSON. */
function cursorBody({ cursor }: CursorReply): Uint8Array {
  const elements = cursor.batch.flatMap((document, at) => [elementHeader(0x03, String(at)), document]);
  const rest = innerElements({ id: Long.fromNumber(cursor.id), ns: cursor.namespace });
  const inner = wrapped([elementHeader(0x04, cursor.batchName), ...wrapped(elements), rest]);
  return Buffer.concat(wrapped([elementHeader(0x03, 'cursor'), ...inner, innerElements({ ok: 1 })]));
}

/** A document's elements, given as parts, between its length and its final zero. */
function wrapped(parts: readonly Uint8Array[]): readonly Uint8Array[] {
  const length = Buffer.alloc(4);
  length.writeInt32LE(5 + parts.reduce((sum, each) => sum + each.length, 0), 0);
  return [length, ...parts, Buffer.alloc(1)];
}

function elementHeader(type: number, name: string): Buffer {
  return Buffer.from(`${String.fromCharCode(type)}${name}\0`, 'latin1');
}

function innerElements(document: Document): Uint8Array {
  return writeBson(document).subarray(4, -1);
}
