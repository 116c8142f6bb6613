import type { Token } from './token.ts';
import { reserveSlot } from './token.ts';

/** Lists of small words, each under a bit of its own; a token carries the bits of all the lists that it is in. */
export class WordMarks {
  readonly #marks = new Map<string, number>();
  readonly #slot = reserveSlot();

  /** `lists` maps a bit to words that are separated by spaces. */
  constructor(lists: ReadonlyMap<number, string>) {
    for (const [bit, words] of lists) {
      for (const word of words.split(' ')) this.#marks.set(word, (this.#marks.get(word) ?? 0) | bit);
    }
  }

  /** The bits of a token; 0 for one in no list, or for none. */
  of(token: Token | undefined): number {
    if (token === undefined) return 0;
    const known = token.memory[this.#slot] as number | undefined;
    if (known !== undefined) return known;
    const marks = this.#marks.get(token.text) ?? 0;
    token.memory[this.#slot] = marks;
    return marks;
  }
}
