import type { Token } from '../text/token.ts';
import type { OpinionLanguage, OpinionLexicon } from './opinion-lexicon.ts';
import { mark, opinionLexicons } from './opinion-lexicon.ts';
import type { OpinionScore } from './opinion-tally.ts';
import { OpinionTally } from './opinion-tally.ts';

const negationReach = 4;

function nearby(
  tokens: readonly Token[],
  index: number,
  reach: number,
  bit: number,
  { marks }: OpinionLexicon,
): boolean {
  const first = Math.max(0, index - reach);
  for (let at = index - 1; at >= first; at -= 1) {
    if ((marks(tokens[at] as Token) & bit) !== 0) return true;
  }
  return false;
}

// Spoken French denies after the verb alone: "j'aime pas ce goût".
function isDenied(tokens: readonly Token[], next: number, { marks }: OpinionLexicon): boolean {
  const denial = tokens[next];
  if (denial === undefined || (marks(denial) & mark.trailing) === 0) return false;
  const after = tokens[next + 1];
  return after === undefined || after.kind !== 'word' || (marks(after) & mark.afterTrailing) !== 0;
}

/** The weight of one opinion after the small words before it. */
function weigh(value: number, tokens: readonly Token[], index: number, negated: boolean, lexicon: OpinionLexicon) {
  let weight = value;
  if (nearby(tokens, index, 2, mark.intensifier, lexicon)) weight *= 1.3;
  else if (nearby(tokens, index, 2, mark.diminisher, lexicon)) weight *= 0.7;
  if (negated) {
    const isComparison =
      nearby(tokens, index, 3, mark.comparative, lexicon) && nearby(tokens, index, 6, mark.never, lexicon);
    if (isComparison) return weight;
    return weight > 0 ? -0.75 * weight : -0.5 * weight;
  }
  return weight > 0 && nearby(tokens, index, 4, mark.conditional, lexicon) ? weight * 0.3 : weight;
}

/** Adds up the opinions of a tokenised text, clause by clause. */
export function scoreOpinion(tokens: readonly Token[], language: OpinionLanguage): OpinionScore {
  const lexicon = opinionLexicons[language];
  const tally = new OpinionTally();
  let negatedUntil = -1;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] as Token;
    const marks = lexicon.marks(token);
    if (token.kind === 'end' && token.text !== '...') tally.closeSentence();
    else if (token.kind === 'pause') tally.pause();
    const match = lexicon.opinions.match(tokens, index);
    const isContrast = (marks & mark.contrast) !== 0 || match?.value === 'contrasts';
    if (isContrast) tally.contrast();
    else if ((marks & mark.concession) !== 0) tally.concede();
    if (token.kind === 'end' || token.kind === 'pause' || isContrast) negatedUntil = -1;

    const length = match?.length ?? 1;
    const isNegator = (marks & mark.negator) !== 0;
    if (match?.value === 'negates' || (!match && isNegator)) {
      if (index > negatedUntil) tally.negators += 1;
      negatedUntil = index + length - 1 + negationReach;
    } else if (match && typeof match.value === 'number' && match.value !== 0) {
      // A phrase that begins with its own negation says the whole: "sans aucun regret".
      const negated = (index <= negatedUntil && !isNegator) || isDenied(tokens, index + length, lexicon);
      tally.add(weigh(match.value, tokens, index, negated, lexicon));
    }
    index += length - 1;
  }
  return tally.close();
}
