import { deserialize, type DeserializeOptions, serialize } from 'bson';
import type { Document } from './document.ts';

const options: DeserializeOptions = { promoteBuffers: false, promoteLongs: true };

/** Whole numbers of 64 bits become numbers where that is exact, and stay Longs where it is not. */
export function readBson(bytes: Uint8Array): Document {
  return deserialize(bytes, options);
}

/** A field that is undefined is left out. */
export function writeBson(document: Document): Uint8Array {
  return serialize(document, { ignoreUndefined: true });
}
