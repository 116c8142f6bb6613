import { CommandError } from '../command-error.ts';
import {
  describeIndex,
  type IndexDefinition,
  isText,
  readIndexDefinition,
  sameIndex,
  sameKeys,
} from '../index/index-definition.ts';
import { OrderedIndex } from '../index/ordered-index.ts';
import { TextIndex } from '../index/text-index.ts';
import { compileCriteria, type Predicate } from '../query/criteria.ts';
import { type Document, isDocument } from '../values/document.ts';
import { orderKey } from '../values/order-key.ts';

/** What was done to a collection, in terms that can be written down and done again. */
export type CollectionChange =
  | { readonly kind: 'put'; readonly document: Document }
  | { readonly kind: 'remove'; readonly id: unknown }
  | { readonly kind: 'index'; readonly definition: IndexDefinition }
  | { readonly kind: 'dropIndex'; readonly name: string }
  | { readonly kind: 'options'; readonly options: Document };

export const idIndex = { v: 2, key: { _id: 1 }, name: '_id_' } as const;

/** The documents of a collection, by `_id`, with their indexes. Documents are never changed, only replaced. */
export class Collection {
  /** Changes when the collection is renamed. */
  namespace: string;
  readonly documents = new Map<string, Document>();
  readonly indexes: (OrderedIndex | TextIndex)[] = [];
  options: Document = {};
  readonly #note: (change: CollectionChange, collection: Collection) => void;
  #accepts: Predicate = () => true;

  constructor(
    namespace: string,
    note: (change: CollectionChange, collection: Collection) => void,
    options: Document = {},
  ) {
    this.namespace = namespace;
    this.#note = note;
    this.#applyOptions(options);
  }

  idOf(document: Document): string {
    return orderKey(document['_id']);
  }

  /** Inserts a document, or replaces the one with its `_id`. Either it is done everywhere or nothing is changed. */
  put(document: Document): void {
    const id = this.idOf(document);
    if (!this.#accepts(document)) throw new CommandError('DocumentValidationFailure', 'Document failed validation');
    for (const index of this.indexes) index.check(document, id, this.namespace);
    const old = this.documents.get(id);
    for (const index of this.indexes) {
      if (old === undefined) index.add(document, id);
      else index.replace(old, document, id);
    }
    this.documents.set(id, document);
    this.#note({ kind: 'put', document }, this);
  }

  insert(document: Document): void {
    if (this.documents.has(this.idOf(document))) throw this.#duplicateId(document);
    this.put(document);
  }

  remove(document: Document): void {
    const id = this.idOf(document);
    const old = this.documents.get(id);
    if (old === undefined) return;
    for (const index of this.indexes) index.remove(old, id);
    this.documents.delete(id);
    this.#note({ kind: 'remove', id: old['_id'] }, this);
  }

  /** False where the very index exists already. */
  createIndex(given: Document): boolean {
    const definition = readIndexDefinition(given);
    if (sameKeys(definition, readIndexDefinition(idIndex))) return false;
    for (const { definition: other } of this.indexes) {
      if (other.name === definition.name) {
        if (sameIndex(other, definition)) return false;
        const message = `An existing index has the same name as the requested index: ${other.name}`;
        throw new CommandError('IndexKeySpecsConflict', message);
      }
      if (sameKeys(other, definition) && definition.partialFilter === undefined) {
        throw new CommandError('IndexOptionsConflict', `Index already exists with a different name: ${other.name}`);
      }
    }
    const index = isText(definition) ? new TextIndex(definition) : new OrderedIndex(definition);
    index.build(this.documents, this.namespace);
    this.indexes.push(index);
    this.#note({ kind: 'index', definition }, this);
    return true;
  }

  dropIndex(name: string): boolean {
    const at = this.indexes.findIndex(({ definition }) => definition.name === name);
    if (at < 0) return false;
    this.indexes.splice(at, 1);
    this.#note({ kind: 'dropIndex', name }, this);
    return true;
  }

  changeOptions(options: Document): void {
    this.#applyOptions(options);
    this.#note({ kind: 'options', options }, this);
  }

  /** Takes over everything of another collection, which keeps it too: documents are never changed. */
  copyFrom(other: Collection): void {
    for (const [id, document] of other.documents) this.documents.set(id, document);
    for (const index of this.indexes) index.build(this.documents, this.namespace);
  }

  describeIndexes(): readonly Document[] {
    return [idIndex, ...this.indexes.map(({ definition }) => describeIndex(definition))];
  }

  #applyOptions(options: Document): void {
    this.options = options;
    const { validator, validationAction } = options;
    const enforced = isDocument(validator) && validationAction !== 'warn';
    this.#accepts = enforced ? compileCriteria(validator) : () => true;
  }

  #duplicateId(document: Document): CommandError {
    const message = `E11000 duplicate key error collection: ${this.namespace} index: _id_ dup key: { _id }`;
    return new CommandError('DuplicateKey', message, { keyPattern: { _id: 1 }, keyValue: { _id: document['_id'] } });
  }
}
