import { CommandError } from '../command-error.ts';
import type { Document } from '../values/document.ts';
import type { Catalogue, Collections } from './catalogue.ts';
import { Collection } from './collection.ts';

interface Fork {
  readonly collection: Collection;
  /** The documents as they were when the transaction first saw the collection. */
  readonly before: ReadonlyMap<string, Document>;
  /** Ids of documents that the transaction wrote or removed. */
  readonly changed: Set<string>;
}

/**
 * Works on copies of the collections that it touches: others see nothing of it until it commits. What somebody else
 * changed meanwhile it cannot change too: the first one to commit wins.
 */
export class Transaction implements Collections {
  readonly #catalogue: Catalogue;
  readonly #forks = new Map<string, Fork>();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  find(namespace: string): Collection | undefined {
    if (!this.#forks.has(namespace) && this.#catalogue.find(namespace) === undefined) return undefined;
    return this.ensure(namespace);
  }

  ensure(namespace: string): Collection {
    const fork = this.#forks.get(namespace) ?? this.#fork(namespace);
    return fork.collection;
  }

  commit(): void {
    for (const [namespace, fork] of this.#forks) this.#checkConflicts(namespace, fork);
    const undo: (() => void)[] = [];
    try {
      for (const [namespace, fork] of this.#forks) this.#apply(namespace, fork, undo);
    } catch (error) {
      for (const each of undo.toReversed()) each();
      throw error;
    }
  }

  #apply(namespace: string, { collection, changed }: Fork, undo: (() => void)[]): void {
    if (changed.size === 0) return;
    const target = this.#catalogue.ensure(namespace);
    const written = [...changed].map((id) => [target.documents.get(id), collection.documents.get(id)] as const);
    // Removals first: another document of the transaction may have taken over a unique key.
    for (const [old, document] of written) {
      if (document !== undefined || old === undefined) continue;
      target.remove(old);
      undo.push(() => target.put(old));
    }
    for (const [old, document] of written) {
      if (document === undefined) continue;
      target.put(document);
      undo.push(() => (old === undefined ? target.remove(document) : target.put(old)));
    }
  }

  #fork(namespace: string): Fork {
    const original = this.#catalogue.find(namespace);
    const changed = new Set<string>();
    const collection = new Collection(
      namespace,
      (change, self) => {
        if (change.kind === 'put') changed.add(self.idOf(change.document));
        if (change.kind === 'remove') changed.add(self.idOf({ _id: change.id }));
      },
      original?.options,
    );
    for (const { definition } of original?.indexes ?? []) collection.createIndex(definition.given);
    if (original !== undefined) collection.copyFrom(original);
    const fork: Fork = { collection, before: new Map(original?.documents), changed };
    this.#forks.set(namespace, fork);
    return fork;
  }

  #checkConflicts(namespace: string, { before, changed }: Fork): void {
    const now = this.#catalogue.find(namespace)?.documents;
    for (const id of changed) {
      if (now?.get(id) === before.get(id)) continue;
      const message = 'Write conflict during plan execution and yielding is disabled.';
      throw new CommandError('WriteConflict', message, { errorLabels: ['TransientTransactionError'] });
    }
  }
}
