import type { Token } from '../text/token.ts';
import type { OpinionLanguage } from './opinion-lexicon.ts';
import { mark, opinionLexicons } from './opinion-lexicon.ts';
import type { OpinionScore } from './opinion-tally.ts';

/** Buckets of the hashed n-grams; a power of two. */
export const bucketCount = 1 << 16;

/** How many numbers `describeOpinion` gives. */
export const opinionFeatureCount = 12;

const negationReach = 3;
const kind = { word: 1, deniedWord: 2, stem: 3, deniedStem: 4, pair: 5, triple: 6 } as const;

// When each bucket was last seen: cheaper than a set, as nothing has to be emptied between texts.
const lastSeen = new Uint32Array(bucketCount);
let round = 0;

function toBucket(hash: number, ngram: number): number {
  let mixed = Math.imul(hash ^ Math.imul(ngram, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) & (bucketCount - 1);
}

const join = (left: number, right: number): number => Math.imul(left, 0x01000193) ^ right;

function beginRound(): number {
  round = (round + 1) >>> 0;
  if (round === 0) {
    lastSeen.fill(0);
    round = 1;
  }
  return round;
}

/**
 * The buckets of a text's words, stems, pairs and triples of words, each bucket once.
 * A word within three words after a negator counts as another word.
 */
export function hashNgrams(tokens: readonly Token[], language: OpinionLanguage): number[] {
  const { marks } = opinionLexicons[language];
  const current = beginRound();
  const buckets: number[] = [];
  const add = (hash: number, ngram: number): void => {
    const bucket = toBucket(hash, ngram);
    if (lastSeen[bucket] === current) return;
    lastSeen[bucket] = current;
    buckets.push(bucket);
  };
  let denied = 0;
  let before = 0;
  let previous = 0;
  for (const token of tokens) {
    const isEmphasis = token.kind === 'end' && (token.text[0] === '!' || token.text[0] === '?');
    if (token.kind !== 'word' && !isEmphasis) {
      denied = 0;
      continue;
    }
    add(token.hash, denied > 0 ? kind.deniedWord : kind.word);
    if (token.stemHash !== 0) add(token.stemHash, denied > 0 ? kind.deniedStem : kind.stem);
    if (previous !== 0) add(join(previous, token.hash), kind.pair);
    if (before !== 0) add(join(join(before, previous), token.hash), kind.triple);
    before = previous;
    previous = token.hash;
    denied = (marks(token) & mark.negator) !== 0 ? negationReach : denied - 1;
  }
  return buckets;
}

// Saturates: ten good words do not weigh ten times one.
const squash = (value: number): number => value / Math.sqrt(value * value + 15);

/** What the opinion score says, as numbers of about [-1, 1] for the regression. `length` is the token count. */
export function describeOpinion(score: OpinionScore, length: number): number[] {
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
    Math.min(1, (4 * score.negators) / (length + 4)),
    Math.min(1, score.negative / (4 + length / 4)),
    Math.min(1, score.positive / (4 + length / 4)),
  ];
}
