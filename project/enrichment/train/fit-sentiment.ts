import { bucketCount, describeOpinion, hashNgrams, opinionFeatureCount } from '../sentiment/extract-features.ts';
import type { OpinionLanguage } from '../sentiment/opinion-lexicon.ts';
import { scoreOpinion } from '../sentiment/score-opinion.ts';
import { tokenize } from '../text/tokenize.ts';
import type { LabelledText } from './read-corpora.ts';
import { seededRandom, shuffle } from './seeded-random.ts';

/** Texts of one origin; `weight` is what one of them counts. */
export type Corpus = { readonly texts: readonly LabelledText[]; readonly weight: number };

export type FitOptions = {
  readonly epochs: number;
  readonly rate: number;
  /** Pull of the n-gram weights towards zero. */
  readonly decay: number;
  /** Share of the n-grams hidden at each step, so that no opinion hangs on one word of the training texts. */
  readonly dropout: number;
  readonly seed: number;
};

/** A fitted logistic regression before it is quantised. */
export type FittedSentiment = { readonly ngrams: Float64Array; readonly opinion: Float64Array; readonly bias: number };

type Example = {
  readonly ngrams: readonly number[];
  readonly opinion: readonly number[];
  readonly label: number;
  readonly weight: number;
};

export function toFeatures(text: string, language: OpinionLanguage): Pick<Example, 'ngrams' | 'opinion'> {
  const tokens = tokenize(text);
  return {
    ngrams: hashNgrams(tokens, language),
    opinion: describeOpinion(scoreOpinion(tokens, language), tokens.length),
  };
}

// Both opinions of a corpus weigh the same, whatever their numbers.
function toExamples({ texts, weight }: Corpus, language: OpinionLanguage): Example[] {
  const inFavour = texts.filter(({ label }) => label === 1).length;
  const share = [texts.length / (2 * (texts.length - inFavour)), texts.length / (2 * inFavour)] as const;
  return texts.map(({ text, label }) => ({ ...toFeatures(text, language), label, weight: weight * share[label] }));
}

/** Logistic regression by AdaGrad over hashed n-grams and opinion features. Deterministic for a seed. */
export function fitSentiment(
  corpora: readonly Corpus[],
  language: OpinionLanguage,
  options: FitOptions,
): FittedSentiment {
  const examples = corpora.flatMap((corpus) => toExamples(corpus, language));
  const model = { ngrams: new Float64Array(bucketCount), opinion: new Float64Array(opinionFeatureCount), bias: 0 };
  const history = {
    ngrams: new Float64Array(bucketCount).fill(1e-2),
    opinion: new Float64Array(opinionFeatureCount).fill(1e-2),
  };
  const random = seededRandom(options.seed);
  const order = Uint32Array.from(examples.keys());
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random);
    for (const at of order) step(examples[at] as Example, model, history, options, random);
  }
  return model;
}

function step(
  example: Example,
  model: { ngrams: Float64Array; opinion: Float64Array; bias: number },
  history: { ngrams: Float64Array; opinion: Float64Array },
  { rate, decay, dropout }: FitOptions,
  random: () => number,
): void {
  const seen = example.ngrams.filter(() => random() >= dropout);
  const scale = 1 / Math.sqrt(Math.max(1, seen.length));
  let sum = model.bias;
  for (const at of seen) sum += (model.ngrams[at] as number) * scale;
  for (let at = 0; at < opinionFeatureCount; at += 1) sum += (model.opinion[at] as number) * (example.opinion[at] ?? 0);
  const error = (1 / (1 + Math.exp(-sum)) - example.label) * example.weight;
  const update = (weights: Float64Array, past: Float64Array, at: number, slope: number): void => {
    past[at] = (past[at] as number) + slope * slope;
    weights[at] = (weights[at] as number) - (rate * slope) / Math.sqrt(past[at]);
  };
  for (const at of seen) update(model.ngrams, history.ngrams, at, error * scale + decay * (model.ngrams[at] as number));
  for (let at = 0; at < opinionFeatureCount; at += 1) {
    update(model.opinion, history.opinion, at, error * (example.opinion[at] ?? 0));
  }
  model.bias -= 0.02 * error;
}
