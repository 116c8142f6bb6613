import weights from '../generated/sentiment-weights.json' with { type: 'json' };
import type { OpinionLanguage } from './opinion-lexicon.ts';

/** A logistic regression as it is committed: n-gram weights are signed bytes times `scale`, in base64. */
export type SentimentWeights = {
  readonly ngrams: string;
  readonly scale: number;
  readonly opinion: readonly number[];
  readonly bias: number;
};

/** A logistic regression as it is used. */
export type SentimentModel = {
  readonly ngrams: Int8Array;
  readonly scale: number;
  readonly opinion: readonly number[];
  readonly bias: number;
};

export function readModel({ ngrams, scale, opinion, bias }: SentimentWeights): SentimentModel {
  const bytes = Buffer.from(ngrams, 'base64');
  return { ngrams: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length), scale, opinion, bias };
}

export const sentimentModels: Readonly<Record<OpinionLanguage, SentimentModel>> = {
  en: readModel(weights.en),
  fr: readModel(weights.fr),
};

/** The log-odds that a text is in favour. */
export function predict(model: SentimentModel, ngrams: readonly number[], opinion: readonly number[]): number {
  let sum = 0;
  for (const bucket of ngrams) sum += model.ngrams[bucket] ?? 0;
  let odds = model.bias + (sum * model.scale) / Math.sqrt(Math.max(1, ngrams.length));
  for (let index = 0; index < opinion.length; index += 1) odds += (model.opinion[index] ?? 0) * (opinion[index] ?? 0);
  return odds;
}
