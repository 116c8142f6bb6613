/** What a token is: a word or number, the end of a sentence, a pause within one, or an emoji. */
export type TokenKind = 'word' | 'end' | 'pause' | 'sign';

/** One token of a folded text. Equal texts share one object, so that what is found out about it is found out once. */
export type Token = {
  readonly text: string;
  readonly kind: TokenKind;
  /** FNV-1a of the text; numbers share one hash, because their digits say little. */
  readonly hash: number;
  /** FNV-1a of the first letters of a long word, which its inflections share; 0 for the others. */
  readonly stemHash: number;
  /** Answers that matchers and word lists keep about this token, each at its own slot. */
  readonly memory: unknown[];
};

const vocabularyLimit = 50_000;
const stemLength = 5;
const vocabulary = new Map<string, Token>();
let slots = 0;

/** A place in every token's memory that belongs to the caller alone. */
export function reserveSlot(): number {
  slots += 1;
  return slots - 1;
}

/** FNV-1a over UTF-16 units. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

function kindOf(text: string): TokenKind {
  if (/^[.!?;…]/.test(text)) return 'end';
  if (/^[,:()]/.test(text)) return 'pause';
  return /^[\p{L}\p{N}]/u.test(text) ? 'word' : 'sign';
}

/** The token of a text. The vocabulary starts anew at 50,000 texts, so that gibberish cannot fill the memory. */
export function toToken(text: string): Token {
  const known = vocabulary.get(text);
  if (known) return known;
  if (vocabulary.size >= vocabularyLimit) vocabulary.clear();
  const kind = kindOf(text);
  const token: Token = {
    text,
    kind,
    hash: hashText(/^\d/.test(text) ? '0' : text),
    stemHash: kind === 'word' && text.length > stemLength + 1 ? hashText(text.slice(0, stemLength)) : 0,
    memory: [],
  };
  // A copy of the text: a slice would keep the whole review that it was cut from.
  vocabulary.set(Buffer.from(text).toString(), token);
  return token;
}
