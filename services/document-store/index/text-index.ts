import type { Document } from '../values/document.ts';
import { fieldValues } from '../values/field-values.ts';
import type { IndexDefinition } from './index-definition.ts';
import { tokensOf } from './tokens.ts';

/** An index of words, for `$text`. */
export class TextIndex {
  readonly definition: IndexDefinition;
  /** For each word, the documents with it and how much it weighs there. */
  readonly #documents = new Map<string, Map<string, number>>();

  constructor(definition: IndexDefinition) {
    this.definition = definition;
  }

  build(documents: ReadonlyMap<string, Document>): void {
    for (const [id, document] of documents) this.add(document, id);
  }

  check(): void {
    // Words need not be unique.
  }

  replace(old: Document, document: Document, id: string): void {
    this.remove(old, id);
    this.add(document, id);
  }

  add(document: Document, id: string): void {
    for (const [word, weight] of this.#words(document)) {
      let found = this.#documents.get(word);
      if (found === undefined) this.#documents.set(word, (found = new Map()));
      found.set(id, (found.get(id) ?? 0) + weight);
    }
  }

  remove(document: Document, id: string): void {
    for (const [word] of this.#words(document)) {
      const found = this.#documents.get(word);
      if (found?.delete(id) === true && found.size === 0) this.#documents.delete(word);
    }
  }

  /** Ids of the documents that a search finds, with their scores: any word counts, `-word` excludes, `"…"` must occur. */
  search(text: string, document: (id: string) => Document): ReadonlyMap<string, number> {
    const scores = new Map<string, number>();
    const excluded = text.match(/(?<=^|\s)-\S+/g) ?? [];
    const wanted = excluded.reduce((rest, word) => rest.replace(word, ' '), text);
    for (const word of new Set(tokensOf(wanted))) {
      for (const [id, weight] of this.#documents.get(word) ?? []) scores.set(id, (scores.get(id) ?? 0) + weight);
    }
    for (const word of excluded.flatMap(tokensOf))
      for (const id of this.#documents.get(word)?.keys() ?? []) scores.delete(id);
    const phrases = [...text.matchAll(/"([^"]+)"/g)].map(([, phrase]) => phrase!.toLowerCase());
    for (const id of scores.keys()) if (!this.#holdsAll(document(id), phrases)) scores.delete(id);
    return scores;
  }

  #holdsAll(document: Document, phrases: readonly string[]): boolean {
    return phrases.every((phrase) => this.#texts(document).some(([, text]) => text.toLowerCase().includes(phrase)));
  }

  #words(document: Document): readonly (readonly [word: string, weight: number])[] {
    return this.#texts(document).flatMap(([path, text]) => {
      const weight = this.definition.weights[path] ?? 1;
      return tokensOf(text).map((word) => [word, weight] as const);
    });
  }

  #texts(document: Document): readonly (readonly [path: string, text: string])[] {
    return this.definition.fields
      .filter(([, direction]) => direction === 'text')
      .flatMap(([path]) =>
        fieldValues(document, path)
          .flat()
          .filter(isString)
          .map((text) => [path, text] as const),
      );
  }
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
