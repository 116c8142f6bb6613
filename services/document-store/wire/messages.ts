import { readBson } from '../values/bson-bytes.ts';
import type { Document } from '../values/document.ts';

const opMsg = 2013;
const opQuery = 2004;
const opReply = 1;

export interface Request {
  readonly id: number;
  readonly command: Document;
  /** OP_QUERY, which drivers use for their first greeting only. */
  readonly legacy: boolean;
  /** The client does not wait for an answer. */
  readonly silent: boolean;
}

export const maxMessageBytes = 48_000_000;

/** Reads one whole message. Throws where it is none of the protocol's. */
export function readRequest(message: Buffer): Request {
  const [id, operation] = [message.readInt32LE(4), message.readInt32LE(12)];
  if (operation === opMsg) return readOpMsg(message, id);
  if (operation === opQuery) return readOpQuery(message, id);
  throw new Error(`unsupported operation ${operation}`);
}

function readOpMsg(message: Buffer, id: number): Request {
  const flags = message.readUInt32LE(16);
  const end = message.length - ((flags & 1) === 0 ? 0 : 4);
  let body: Document = {};
  const sequences: Record<string, readonly Document[]> = {};
  for (let at = 20; at < end;) {
    const kind = message[at]!;
    const length = message.readInt32LE(at + 1);
    const section = message.subarray(at + 1, at + 1 + length);
    if (kind === 0) body = readBson(section);
    else if (kind === 1) Object.assign(sequences, readSequence(section));
    else throw new Error(`unsupported section ${kind}`);
    at += 1 + length;
  }
  return { id, command: { ...body, ...sequences }, legacy: false, silent: (flags & 2) !== 0 };
}

/** Documents that stand outside the command, so that they can be many: `{documents: [...]}`. */
function readSequence(section: Buffer): Record<string, readonly Document[]> {
  const nameEnd = section.indexOf(0, 4);
  const documents: Document[] = [];
  for (let at = nameEnd + 1; at < section.length;) {
    const length = section.readInt32LE(at);
    documents.push(readBson(section.subarray(at, at + length)));
    at += length;
  }
  return { [section.toString('utf8', 4, nameEnd)]: documents };
}

function readOpQuery(message: Buffer, id: number): Request {
  const nameEnd = message.indexOf(0, 20);
  const database = message.toString('utf8', 20, nameEnd).split('.')[0]!;
  const query = readBson(message.subarray(nameEnd + 9));
  return { id, command: { ...query, $db: database }, legacy: true, silent: false };
}

/** The bytes of an answer whose document is `body`. */
export function writeReply(request: Request, body: Uint8Array): readonly Uint8Array[] {
  const header = Buffer.alloc(request.legacy ? 36 : 21);
  header.writeInt32LE(header.length + body.length, 0);
  header.writeInt32LE(request.id, 8);
  header.writeInt32LE(request.legacy ? opReply : opMsg, 12);
  if (request.legacy) header.writeInt32LE(1, 32);
  return [header, body];
}
