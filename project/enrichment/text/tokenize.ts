import type { Token } from './token.ts';
import { toToken } from './token.ts';

const accents = /[\u0300-\u036f]/g;
const apostrophes = /[’‘`´ʼ]/g;
const elision = /^(?:l|d|j|n|m|t|s|c|qu|jusqu|lorsqu|puisqu)'(?=.)/;
// Most reviews are ASCII once folded, and the plain pattern is twice as fast.
const asciiToken = /[a-z0-9]+(?:'[a-z0-9]+)*|[.!?;:,()]+/g;
const token = /[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*|[.!?;:,…()]+|\p{Extended_Pictographic}/gu;
const smile = /(?<![\p{L}\p{N}])[:;=]-?[)D\]]+(?!\p{L})|<3|\^\^/gu;
const frown = /(?<![\p{L}\p{N}])[:;=]-?[([]+(?!\p{L})/gu;

/** Tokens that stand for an emoticon; no word can look like them. */
export const smileToken = '☺';
export const frownToken = '☹';

// oxlint-disable-next-line no-control-regex -- ASCII begins at NUL
const isAscii = (text: string): boolean => /^[\u0000-\u007f]*$/.test(text);

/** Lower case without accents or ligatures, so that `Déçu`, `deçu` and `DECU` are one word. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  if (isAscii(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(accents, '')
    .replace(apostrophes, "'")
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss');
}

function pushWord(words: string[], word: string): void {
  if (!word.includes("'")) {
    words.push(word);
    return;
  }
  let rest = word;
  for (let match = elision.exec(rest); match; match = elision.exec(rest)) {
    words.push(match[0].slice(0, -1));
    rest = rest.slice(match[0].length);
  }
  words.push(rest.replaceAll("'", ''));
}

/**
 * Words and marks of a folded text, in order. French elisions are split (`n'est` → `n`, `est`), English ones
 * are joined (`doesn't` → `doesnt`); a run of punctuation is one text, and so is an emoji.
 */
export function cutWords(folded: string): string[] {
  let text = folded;
  if (/[:;=<^]/.test(text)) text = text.replace(smile, ` ${smileToken} `).replace(frown, ` ${frownToken} `);
  const isPlain = isAscii(text);
  // "sooo" and "suuuper" are emphasis, not other words.
  if ((isPlain ? /([a-z])\1\1/ : /(\p{L})\1\1/u).test(text)) text = text.replace(/(\p{L})\1{2,}/gu, '$1');
  const words: string[] = [];
  for (const piece of text.match(isPlain ? asciiToken : token) ?? []) {
    if (piece.length > 60) words.push(piece.slice(0, 60));
    else pushWord(words, piece);
  }
  return words;
}

/** The tokens of any text: folded, cut, and looked up. */
export function tokenize(text: string): Token[] {
  return cutWords(foldText(text)).map(toToken);
}
