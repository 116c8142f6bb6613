import type { Collection, Db, Document, MongoClient } from 'mongodb';

/** What not every server that speaks the protocol has. */
export type Feature =
  | 'accumulators'
  | 'array-filters'
  | 'decimal'
  | 'element-match'
  | 'explain'
  | 'expressions'
  | 'facet'
  | 'lazy-collections'
  | 'lookup'
  | 'merge'
  | 'nested-lists'
  | 'out'
  | 'partial-index'
  | 'pipeline-update'
  | 'pull-conditions'
  | 'quick-upserts'
  | 'rename-over'
  | 'sparse-index'
  | 'text'
  | 'transactions'
  | 'ttl'
  | 'unique-build'
  | 'unique-updates'
  | 'users'
  | 'validator';

export interface CheckContext {
  readonly client: MongoClient;
  /** Empty, and the check's own. */
  readonly db: Db;
  readonly things: Collection<Thing>;
  readonly url: string;
}

/** Documents of every shape. */
export interface Thing {
  readonly _id?: string | number;
  readonly [field: string]: Document[string];
}

export interface Check {
  readonly title: string;
  readonly needs?: readonly Feature[];
  run(context: CheckContext): Promise<void>;
}
