import { isWord } from '../text/tokenize.ts';
import type { OpinionLanguage, OpinionLexicon } from './opinion-lexicon.ts';
import { opinionLexicons } from './opinion-lexicon.ts';
import type { OpinionScore } from './score-opinion.ts';

/** Buckets of the hashed n-grams; a power of two. */
export const bucketCount = 1 << 16;

/** How many numbers `describeOpinion` gives. */
export const opinionFeatureCount = 12;

const cacheLimit = 50_000;
const stemLength = 5;
const negationReach = 3;
const hashes = new Map<string, number>();

/** FNV-1a over UTF-16 units. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

function hashWord(word: string): number {
  const known = hashes.get(word);
  if (known !== undefined) return known;
  if (hashes.size >= cacheLimit) hashes.clear();
  const hash = hashText(/^\d/.test(word) ? '0' : word);
  hashes.set(word, hash);
  return hash;
}

function bucket(hash: number, kind: number): number {
  let mixed = Math.imul(hash ^ Math.imul(kind, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) & (bucketCount - 1);
}

const pair = (left: number, right: number): number => Math.imul(left, 0x01000193) ^ right;

const emphasis = /^[!?]/;

/**
 * The buckets of a text's words, stems, pairs and triples of words, each bucket once.
 * A word within three words after a negator counts as another word.
 */
export function hashNgrams(tokens: readonly string[], language: OpinionLanguage): number[] {
  const lexicon: OpinionLexicon = opinionLexicons[language];
  const buckets = new Set<number>();
  let negated = 0;
  let before = 0;
  let previous = 0;
  for (const token of tokens) {
    if (!isWord(token) && !emphasis.test(token)) {
      negated = 0;
      continue;
    }
    const hash = hashWord(token);
    buckets.add(bucket(hash, negated > 0 ? 2 : 1));
    if (token.length > stemLength + 1) buckets.add(bucket(hashWord(token.slice(0, stemLength)), negated > 0 ? 4 : 3));
    if (previous !== 0) buckets.add(bucket(pair(previous, hash), 5));
    if (before !== 0) buckets.add(bucket(pair(pair(before, previous), hash), 6));
    before = previous;
    previous = hash;
    negated = lexicon.negators.has(token) ? negationReach : negated - 1;
  }
  return [...buckets];
}

// Saturates: ten good words do not weigh ten times one.
const squash = (value: number): number => value / Math.sqrt(value * value + 15);

/** What the opinion score says, as numbers of about [-1, 1] for the regression. `words` is the token count. */
export function describeOpinion(score: OpinionScore, words: number): number[] {
  const total = score.positive - score.negative;
  const weight = score.positive + score.negative;
  return [
    squash(total),
    Math.tanh(total / 3),
    weight > 0 ? total / weight : 0,
    squash(score.first),
    squash(score.last),
    squash(score.afterContrast),
    score.strongest / 4,
    score.weakest / 4,
    score.hits === 0 ? 1 : 0,
    Math.min(1, (4 * score.negators) / (words + 4)),
    Math.min(1, score.negative / (4 + words / 4)),
    Math.min(1, score.positive / (4 + words / 4)),
  ];
}
