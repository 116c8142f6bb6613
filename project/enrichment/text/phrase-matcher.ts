import type { Token } from './token.ts';
import { remember } from './remember.ts';

/** One entry of a phrase list: the words in order, and what they are worth. */
export type Phrase<Value> = { readonly words: readonly string[]; readonly value: Value };

/** A phrase found in a text: how many tokens it covers, and its value. */
export type PhraseMatch<Value> = { readonly length: number; readonly value: Value };

type Node<Value> = {
  readonly next: Map<string, Node<Value>>;
  readonly stems: [prefix: string, node: Node<Value>][];
  value?: Value;
};

function newNode<Value>(): Node<Value> {
  return { next: new Map(), stems: [] };
}

function child<Value>(node: Node<Value>, word: string): Node<Value> {
  if (!word.endsWith('*')) {
    const known = node.next.get(word) ?? newNode<Value>();
    node.next.set(word, known);
    return known;
  }
  const prefix = word.slice(0, -1);
  const known = node.stems.find(([stem]) => stem === prefix)?.[1];
  if (known) return known;
  const created = newNode<Value>();
  node.stems.push([prefix, created]);
  return created;
}

// The exact word comes first and the longest stem next: the first hit of a given length wins.
function successors<Value>(node: Node<Value>, word: string): readonly Node<Value>[] {
  const exact = node.next.get(word);
  if (node.stems.length === 0) return exact ? [exact] : [];
  const stems = node.stems.filter(([prefix]) => word.startsWith(prefix)).sort((a, b) => b[0].length - a[0].length);
  const found = stems.map(([, next]) => next);
  return exact ? [exact, ...found] : found;
}

/**
 * Finds the longest phrase that begins at a token. A word that ends in `*` matches every word with that stem.
 * Each token remembers what can begin with it, because reviews repeat their vocabulary.
 */
export class PhraseMatcher<Value> {
  readonly #root = newNode<Value>();
  readonly #starts = remember((token) => successors(this.#root, token.text));

  constructor(phrases: readonly Phrase<Value>[]) {
    for (const { words, value } of phrases) {
      let node = this.#root;
      for (const word of words) node = child(node, word);
      node.value = value;
    }
  }

  match(tokens: readonly Token[], start: number): PhraseMatch<Value> | undefined {
    const token = tokens[start];
    if (token === undefined) return undefined;
    const nodes = this.#starts(token);
    return nodes.length === 0 ? undefined : longest(nodes, tokens, start, 1);
  }
}

function longest<Value>(
  nodes: readonly Node<Value>[],
  tokens: readonly Token[],
  start: number,
  length: number,
): PhraseMatch<Value> | undefined {
  let best: PhraseMatch<Value> | undefined;
  const following = tokens[start + length];
  for (const node of nodes) {
    if (node.value !== undefined && length > (best?.length ?? 0)) best = { length, value: node.value };
    if (following === undefined || (node.next.size === 0 && node.stems.length === 0)) continue;
    const deeper = longest(successors(node, following.text), tokens, start, length + 1);
    if (deeper && deeper.length > (best?.length ?? 0)) best = deeper;
  }
  return best;
}

/**
 * Reads `weight: phrase, phrase…` lines. Phrases are folded and cut into words by `toWords`; a `*` that ends a
 * word is kept. A line without a weight is an error of the list, so it throws.
 */
export function parsePhrases(list: string, toWords: (text: string) => readonly string[]): Phrase<number>[] {
  const phrases: Phrase<number>[] = [];
  for (const line of list.split('\n')) {
    if (line.trim() === '') continue;
    const [, weight, entries] = /^\s*(-?\d+(?:\.\d+)?):(.*)$/.exec(line) ?? [];
    if (weight === undefined || entries === undefined) throw new Error(`a phrase list has a line without a weight`);
    for (const entry of entries.split(',')) {
      const words = entry
        .trim()
        .split(/\s+/)
        .flatMap((word) => {
          const stem = word.endsWith('*');
          const folded = toWords(stem ? word.slice(0, -1) : word);
          return folded.map((part, index) => (stem && index === folded.length - 1 ? `${part}*` : part));
        });
      if (words.length > 0) phrases.push({ words, value: Number(weight) });
    }
  }
  return phrases;
}
