import { remember } from './remember.ts';
import type { Token } from './token.ts';

/** Tells in which lists of small words a token is: one bit for each list, 0 for none. */
export type WordMarks = (token: Token) => number;

/** `lists` maps a bit to words that are separated by spaces. */
export function markWords(lists: ReadonlyMap<number, string>): WordMarks {
  const marks = new Map<string, number>();
  for (const [bit, words] of lists) {
    for (const word of words.split(' ')) marks.set(word, (marks.get(word) ?? 0) | bit);
  }
  return remember((token) => marks.get(token.text) ?? 0);
}
