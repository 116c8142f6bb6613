import type { Token } from '../text/token.ts';
import { describeOpinion, hashNgrams } from './extract-features.ts';
import type { OpinionLanguage } from './opinion-lexicon.ts';
import { scoreOpinion } from './score-opinion.ts';
import { predict, sentimentModels } from './sentiment-model.ts';

/** What a review thinks of its product. */
export type Sentiment = {
  readonly label: 'positive' | 'negative' | 'neutral';
  /** From -1, against, to 1, in favour; its sign is the opinion, whatever the label. */
  readonly score: number;
  /** The model's own probability that the sign is right, from 0.5 to 1; 0 where no opinion can be read. */
  readonly confidence: number;
};

/** What is said of a text without words, or in a language that is not scored. */
export const noSentiment: Sentiment = { label: 'neutral', score: 0, confidence: 0 };

// Without a single opinion word, and this close to even, there is nothing to go by.
const neutralOdds = 0.35;
const titleWeight = 0.5;

function logOdds(tokens: readonly Token[], language: OpinionLanguage): { odds: number; hits: number } {
  const score = scoreOpinion(tokens, language);
  const opinion = describeOpinion(score, tokens.length);
  return { odds: predict(sentimentModels[language], hashNgrams(tokens, language), opinion), hits: score.hits };
}

/** Scores a tokenised review. The first `titleLength` tokens are its title, which says the opinion once more. */
export function classifySentiment(tokens: readonly Token[], titleLength: number, language: OpinionLanguage): Sentiment {
  if (tokens.length === 0) return noSentiment;
  const whole = logOdds(tokens, language);
  const title = titleLength > 0 && titleLength < tokens.length ? logOdds(tokens.slice(0, titleLength), language) : null;
  const odds = whole.odds + (title && title.hits > 0 ? titleWeight * title.odds : 0);
  const probability = 1 / (1 + Math.exp(-odds));
  const isNeutral = whole.hits === 0 && Math.abs(odds) < neutralOdds;
  return {
    label: isNeutral ? 'neutral' : odds >= 0 ? 'positive' : 'negative',
    score: Math.round(1000 * (2 * probability - 1)) / 1000,
    confidence: Math.round(1000 * Math.max(probability, 1 - probability)) / 1000,
  };
}
