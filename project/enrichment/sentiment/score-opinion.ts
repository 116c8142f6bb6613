import { isWord } from '../text/tokenize.ts';
import type { OpinionLanguage, OpinionLexicon } from './opinion-lexicon.ts';
import { opinionLexicons } from './opinion-lexicon.ts';

/** What the opinion words of a text say; sums of weights, see `lexicon-*.ts` for their scale. */
export type OpinionScore = {
  readonly positive: number;
  /** Zero or more: the weight of what is said against. */
  readonly negative: number;
  readonly hits: number;
  /** The balance of the first and the last sentence that hold an opinion. */
  readonly first: number;
  readonly last: number;
  /** The balance of what follows `but`, `mais`… */
  readonly afterContrast: number;
  readonly strongest: number;
  readonly weakest: number;
  /** Negators that are not part of a known phrase. */
  readonly negators: number;
};

const negationReach = 4;
const beforeContrast = 0.6;
const afterContrast = 1.4;
const conceded = 0.4;

const isSentenceEnd = (token: string): boolean => /^[.!?;…]/.test(token) && token !== '...';
const isPause = (token: string): boolean => /^[,:()]/.test(token);

function nearby(tokens: readonly string[], index: number, reach: number, set: ReadonlySet<string>): boolean {
  for (let at = index - 1; at >= 0 && index - at <= reach; at -= 1) {
    if (set.has(tokens[at] as string)) return true;
  }
  return false;
}

/** The weight of one opinion after the small words before it. */
function weigh(value: number, tokens: readonly string[], index: number, negated: boolean, lexicon: OpinionLexicon) {
  let weight = value;
  if (nearby(tokens, index, 2, lexicon.intensifiers)) weight *= 1.3;
  else if (nearby(tokens, index, 2, lexicon.diminishers)) weight *= 0.7;
  if (negated && nearby(tokens, index, 3, lexicon.comparatives) && nearby(tokens, index, 6, lexicon.never))
    return weight;
  if (negated) return weight > 0 ? -0.75 * weight : -0.5 * weight;
  if (weight > 0 && nearby(tokens, index, 4, lexicon.conditionals)) return weight * 0.3;
  return weight;
}

// Spoken French denies after the verb alone: "j'aime pas ce goût".
function isDenied(tokens: readonly string[], next: number, lexicon: OpinionLexicon): boolean {
  if (!lexicon.trailing.has(tokens[next] ?? '')) return false;
  const after = tokens[next + 1];
  return after === undefined || !isWord(after) || lexicon.afterTrailing.has(after);
}

/** Adds up the opinions of a tokenised text, clause by clause. */
export function scoreOpinion(tokens: readonly string[], language: OpinionLanguage): OpinionScore {
  const lexicon = opinionLexicons[language];
  const sum = { positive: 0, negative: 0, hits: 0, first: 0, last: 0, contrast: 0, strong: 0, weak: 0, negators: 0 };
  let sentence = 0;
  let sentenceHits = 0;
  let clause: number[] = [];
  let factor = 1;
  let negatedUntil = -1;

  const closeClause = (scale: number): void => {
    for (const value of clause) {
      const weight = value * scale;
      if (weight > 0) sum.positive += weight;
      else sum.negative -= weight;
      sentence += weight;
      if (factor > 1) sum.contrast += weight;
    }
    clause = [];
  };
  const closeSentence = (): void => {
    closeClause(factor);
    if (sentenceHits > 0) {
      if (sum.hits === sentenceHits) sum.first = sentence;
      sum.last = sentence;
    }
    sentence = 0;
    sentenceHits = 0;
    factor = 1;
    negatedUntil = -1;
  };

  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] as string;
    if (isSentenceEnd(token)) closeSentence();
    else if (isPause(token)) {
      negatedUntil = -1;
      if (factor === conceded) {
        closeClause(factor);
        factor = 1;
      }
    }
    const match = lexicon.opinions.match(tokens, index);
    if (lexicon.contrasts.has(token)) {
      closeClause(factor * beforeContrast);
      factor = afterContrast;
      negatedUntil = -1;
    } else if (lexicon.concessions.has(token)) {
      closeClause(factor);
      factor = conceded;
    }
    if (match?.value === 'negates' || (!match && lexicon.negators.has(token))) {
      if (index > negatedUntil) sum.negators += 1;
      negatedUntil = index + (match?.length ?? 1) - 1 + negationReach;
    } else if (match && match.value !== 0) {
      // A phrase that begins with its own negation says the whole: "sans aucun regret".
      const isTurned = index <= negatedUntil && !lexicon.negators.has(token);
      const negated = isTurned || isDenied(tokens, index + match.length, lexicon);
      const weight = weigh(match.value as number, tokens, index, negated, lexicon);
      clause.push(weight);
      sum.hits += 1;
      sentenceHits += 1;
      sum.strong = Math.max(sum.strong, weight);
      sum.weak = Math.min(sum.weak, weight);
    }
    if (match) index += match.length - 1;
  }
  closeSentence();
  return {
    positive: sum.positive,
    negative: sum.negative,
    hits: sum.hits,
    first: sum.first,
    last: sum.last,
    afterContrast: sum.contrast,
    strongest: sum.strong,
    weakest: sum.weak,
    negators: sum.negators,
  };
}
