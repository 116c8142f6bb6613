import { CommandError } from '../command-error.ts';
import type { Document } from '../values/document.ts';
import { Collection, type CollectionChange } from './collection.ts';
import type { JournalRecord } from './journal-record.ts';

/** Where commands find collections: all of them, or those that a transaction sees. */
export interface Collections {
  find(namespace: string): Collection | undefined;
  /** Makes the collection where it is absent. */
  ensure(namespace: string): Collection;
}

/** All collections. Every change is noted, so that it can be written down. */
export class Catalogue implements Collections {
  readonly #collections = new Map<string, Collection>();
  readonly #note: (record: JournalRecord) => void;

  constructor(note: (record: JournalRecord) => void) {
    this.#note = note;
  }

  all(): Iterable<Collection> {
    return this.#collections.values();
  }

  inDatabase(database: string): readonly Collection[] {
    return [...this.#collections.values()].filter(({ namespace }) => namespace.startsWith(`${database}.`));
  }

  find(namespace: string): Collection | undefined {
    return this.#collections.get(namespace);
  }

  ensure(namespace: string): Collection {
    return this.#collections.get(namespace) ?? this.create(namespace, {});
  }

  create(namespace: string, options: Document): Collection {
    if (this.#collections.has(namespace)) {
      throw new CommandError('NamespaceExists', `Collection ${namespace} already exists.`);
    }
    checkNamespace(namespace);
    const collection = new Collection(
      namespace,
      (change, { namespace }) => this.#note(recordOf(namespace, change)),
      options,
    );
    this.#collections.set(namespace, collection);
    this.#note({ o: 'create', n: namespace, options });
    return collection;
  }

  drop(namespace: string): boolean {
    const found = this.#collections.delete(namespace);
    if (found) this.#note({ o: 'drop', n: namespace });
    return found;
  }

  /** One step for every reader; what had the name before is gone. */
  rename(from: string, to: string): void {
    const collection = this.#collections.get(from);
    if (collection === undefined)
      throw new CommandError('NamespaceNotFound', `Source collection ${from} does not exist`);
    checkNamespace(to);
    this.#collections.delete(from);
    collection.namespace = to;
    this.#collections.set(to, collection);
    this.#note({ o: 'rename', n: from, to });
  }

  /** Fills an empty collection with everything of another one, noted as one record. */
  copy(from: Collection, to: Collection): void {
    to.copyFrom(from);
    this.#note({ o: 'copy', n: to.namespace, from: from.namespace });
  }
}

function checkNamespace(namespace: string): void {
  const collection = namespace.slice(namespace.indexOf('.') + 1);
  if (collection === '' || collection.includes('$') || collection.includes('\0') || !namespace.includes('.')) {
    throw new CommandError('InvalidNamespace', `Invalid namespace specified '${namespace}'`);
  }
}

function recordOf(n: string, change: CollectionChange): JournalRecord {
  if (change.kind === 'put') return { o: 'put', n, document: change.document };
  if (change.kind === 'remove') return { o: 'remove', n, id: change.id };
  if (change.kind === 'index') return { o: 'index', n, definition: change.definition.given };
  if (change.kind === 'dropIndex') return { o: 'dropIndex', n, name: change.name };
  return { o: 'options', n, options: change.options };
}
