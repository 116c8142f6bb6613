import type { Account } from '../auth/account.ts';
import type { Privilege } from '../auth/authorize.ts';
import type { ScramChallenge } from '../auth/scram.ts';
import type { Cursors } from '../cursors.ts';
import type { Catalogue, Collections } from '../storage/catalogue.ts';
import { Collection } from '../storage/collection.ts';
import type { Storage } from '../storage/storage.ts';
import { type Document, isDocument } from '../values/document.ts';
import type { Reply } from '../wire/reply-body.ts';

/** What belongs to one connection. */
export interface ConnectionState {
  readonly id: number;
  account?: Account;
  challenge?: ScramChallenge;
}

export interface CommandContext {
  readonly storage: Storage;
  readonly cursors: Cursors;
  /** What the command sees and changes: everything, or its transaction's copies. */
  readonly collections: Collections;
  /** Everything, for commands that cannot be part of a transaction. */
  readonly catalogue: Catalogue;
  readonly database: string;
  readonly connection: ConnectionState;
  /** `127.0.0.1:port`, where clients reach the server. */
  readonly address: string;
}

export interface Command {
  readonly privilege: Privilege;
  /** May be part of a transaction. */
  readonly transactional?: boolean;
  run(command: Document, context: CommandContext): Reply;
}

/** The commands of one file, by name. */
export type Commands = Readonly<Record<string, Command>>;

export function namespaceOf(context: CommandContext, collection: unknown): string {
  return `${context.database}.${String(collection)}`;
}

/** The collection that a command reads: an empty one where there is none. */
export function readable(context: CommandContext, collection: unknown): Collection {
  const namespace = namespaceOf(context, collection);
  return context.collections.find(namespace) ?? new Collection(namespace, () => {});
}

export function documentOr(value: unknown, otherwise: Document = {}): Document {
  return isDocument(value) ? value : otherwise;
}

export function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

export function documentsOf(value: unknown): readonly Document[] {
  return Array.isArray(value) ? value.filter(isDocument) : [];
}
