import { CommandError } from '../command-error.ts';
import { compileCriteria, type Predicate } from '../query/criteria.ts';
import type { Document } from '../values/document.ts';
import { fieldValues } from '../values/field-values.ts';
import { inverted, orderKey, rank } from '../values/order-key.ts';
import type { IndexDefinition } from './index-definition.ts';
import { OrderedEntries } from './ordered-entries.ts';

/** An index that keeps the documents in the order of its fields: equality, ranges, sorting, uniqueness. */
export class OrderedIndex {
  readonly definition: IndexDefinition;
  /** Fields that held an array in some document: their order is no longer the documents' order. */
  readonly multikeyFields = new Set<string>();
  #entries = new OrderedEntries();
  readonly #partial: Predicate | undefined;

  constructor(definition: IndexDefinition) {
    this.definition = definition;
    this.#partial = definition.partialFilter && compileCriteria(definition.partialFilter);
  }

  get entries(): OrderedEntries {
    return this.#entries;
  }

  /** Fills the empty index; throws where documents have one key of a unique index. */
  build(documents: ReadonlyMap<string, Document>, namespace: string): void {
    const all: (readonly [string, string])[] = [];
    for (const [id, document] of documents) for (const key of this.#keys(document)) all.push([key, id]);
    this.#entries = OrderedEntries.from(all);
    if (!this.definition.unique) return;
    const owners = new Map<string, string>();
    for (const [key, id] of all) {
      if ((owners.get(key) ?? id) !== id) throw this.#duplicate(documents.get(id)!, namespace);
      owners.set(key, id);
    }
  }

  /** Throws where another document has a key that a unique index allows once. */
  check(document: Document, id: string, namespace: string): void {
    if (!this.definition.unique) return;
    for (const key of this.#keys(document)) {
      for (const owner of this.#entries.ids(key, `${key}\uffff`))
        if (owner !== id) throw this.#duplicate(document, namespace);
    }
  }

  /** The same as `remove` and `add`, without touching the keys that stay. */
  replace(old: Document, document: Document, id: string): void {
    const [before, after] = [this.#keys(old), this.#keys(document)];
    for (const key of before) if (!after.includes(key)) this.#entries.delete(key, id);
    for (const key of after) if (!before.includes(key)) this.#entries.add(key, id);
  }

  add(document: Document, id: string): void {
    for (const key of this.#keys(document)) this.#entries.add(key, id);
  }

  remove(document: Document, id: string): void {
    for (const key of this.#keys(document)) this.#entries.delete(key, id);
  }

  /** Documents with a date up to this one in the first field. */
  idsUpTo(date: Date): readonly string[] {
    const [from, to] = [rank.date, `${orderKey(date)}\uffff`];
    const turned =
      this.definition.fields[0]![1] === -1 ? [inverted(to.slice(0, -1)), inverted(from) + '\uffff'] : [from, to];
    return [...this.#entries.ids(turned[0]!, turned[1]!)];
  }

  /** The keys under which a document stands: several where a field holds an array, none where the index leaves it out. */
  #keys(document: Document): readonly string[] {
    const { fields, sparse } = this.definition;
    if (this.#partial !== undefined && !this.#partial(document)) return [];
    if (sparse && fields.every(([path]) => fieldValues(document, path).length === 0)) return [];
    let keys = [''];
    for (const [path, direction] of fields) {
      const parts = this.#fieldKeys(document, path);
      const turned = direction === -1 ? parts.map(inverted) : parts;
      keys =
        turned.length === 1
          ? keys.map((key) => key + turned[0]!)
          : keys.flatMap((key) => turned.map((each) => key + each));
    }
    return keys;
  }

  #fieldKeys(document: Document, path: string): readonly string[] {
    const values = fieldValues(document, path);
    const [value] = values;
    if (values.length === 0) return [rank.null];
    if (values.length === 1 && !Array.isArray(value)) return [orderKey(value)];
    this.multikeyFields.add(path);
    const keys = values.flatMap((each) => {
      if (!Array.isArray(each)) return [orderKey(each)];
      return each.length === 0 ? [rank.emptyArray] : each.map(orderKey);
    });
    return [...new Set(keys)];
  }

  #duplicate(document: Document, namespace: string): CommandError {
    const { name, given, fields } = this.definition;
    const keyValue = Object.fromEntries(fields.map(([path]) => [path, fieldValues(document, path)[0] ?? null]));
    const paths = fields.map(([path]) => path).join(', ');
    // As MongoDB has it, except that the values stand in `keyValue` alone: a message ends up in logs.
    const message = `E11000 duplicate key error collection: ${namespace} index: ${name} dup key: { ${paths} }`;
    return new CommandError('DuplicateKey', message, { keyPattern: given['key'], keyValue });
  }
}
