import type { Projection } from '../parse/project.ts';
import type { Value } from './warehouse.ts';

export interface StoredDocument {
  /** The key of the projection as text: the document's `_id`. */
  readonly id: string;
  readonly document: Readonly<Record<string, Value>>;
}

/** What changed since the generation that is visible, or everything for a rebuild. */
export interface PublicationRequest {
  readonly projection: Projection;
  /** Name of the generation that becomes visible. */
  readonly generation: string;
  /** The generation that `upserts` and `deletes` are relative to; undefined: `upserts` is everything. */
  readonly base?: string;
  readonly upserts: AsyncIterable<readonly StoredDocument[]>;
  readonly deletes: AsyncIterable<readonly string[]>;
  readonly expectedDocuments: number;
  readonly signal?: AbortSignal;
}

export interface PublicationResult {
  readonly upserted: number;
  readonly deleted: number;
  readonly documents: number;
  readonly indexes: readonly { readonly name: string; readonly verified: boolean }[];
}

/**
 * Thrown by `publish` where the difference to `base` cannot be applied: the base is gone or was changed by somebody
 * else, or the server cannot copy it. The caller then publishes everything.
 */
export class BaseNotUsable extends Error {
  constructor() {
    super('the generation that the changes are relative to cannot be used');
    this.name = 'BaseNotUsable';
  }
}

/** A store of documents that serves readers. Readers see the generation before or the one after, never a mixture. */
export interface DocumentStore {
  /** The generation that readers see now and its number of documents; undefined where none is known to be whole. */
  visible(projection: Projection): Promise<{ readonly generation: string; readonly documents: number } | undefined>;
  /** @throws BaseNotUsable only where `base` is given. */
  publish(request: PublicationRequest): Promise<PublicationResult>;
  close(): Promise<void>;
}
