import { join } from 'node:path';
import type { OpinionLanguage } from '../sentiment/opinion-lexicon.ts';
import type { SentimentWeights } from '../sentiment/sentiment-model.ts';
import type { Corpus, FitOptions, FittedSentiment } from './fit-sentiment.ts';
import { fitSentiment } from './fit-sentiment.ts';
import { generateReviews } from './generate-reviews.ts';
import type { LabelledText } from './read-corpora.ts';
import { readLabelledCsv, readLabelledLines, readProducts, readWritten } from './read-corpora.ts';

/** How the shipped weights are fitted. */
export const fitOptions: FitOptions = { epochs: 6, rate: 0.2, decay: 1e-4, dropout: 0.3, seed: 1 };
const generatedCount = 800;
const generatedWeight = 0.5;
// Film reviews are long, many and of another trade: they must not outvote what is written about products.
const filmWeight = 0.5;

/**
 * Added to the log-odds: reviews of products are mostly in favour, and the training texts are half and half. Chosen on
 * the one real set of product reviews at hand, which is English; French has the same for want of a set of its own.
 */
const prior = 0.35;

function named(written: readonly LabelledText[], products: readonly string[]): LabelledText[] {
  return written.map(({ text, label }, index) => ({
    text: text.replaceAll('{p}', products[index % products.length] as string),
    label,
  }));
}

/** What we wrote, and the reviews generated from it. */
export function ownCorpora(language: OpinionLanguage): Corpus[] {
  const written = readWritten(language);
  const products = readProducts(language);
  return [
    { texts: named(written, products), weight: 1 },
    { texts: generateReviews(written, products, language, generatedCount, 11), weight: generatedWeight },
  ];
}

/** The published texts that the weights may be trained on. */
export function realCorpora(folder: string, language: OpinionLanguage): Corpus[] {
  if (language === 'fr') {
    return [{ texts: readLabelledCsv(join(folder, 'allocine_fr_train.csv')), weight: filmWeight }];
  }
  return ['yelp_labelled.txt', 'imdb_labelled.txt'].map((name) => ({
    texts: readLabelledLines(join(folder, name)),
    weight: 1,
  }));
}

function quantise({ ngrams, opinion, bias }: FittedSentiment, added: number): SentimentWeights {
  const largest = ngrams.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const scale = Number((largest / 127).toPrecision(6));
  const bytes = Int8Array.from(ngrams, (weight) => Math.round(weight / scale));
  return {
    ngrams: Buffer.from(bytes.buffer).toString('base64'),
    scale,
    opinion: [...opinion].map((weight) => Number(weight.toFixed(4))),
    bias: Number((bias + added).toFixed(4)),
  };
}

/** The weights of both languages, from the texts of `folder` and from those that we wrote. */
export function trainSentiment(folder: string): Record<OpinionLanguage, SentimentWeights> {
  const train = (language: OpinionLanguage): SentimentWeights =>
    quantise(fitSentiment([...realCorpora(folder, language), ...ownCorpora(language)], language, fitOptions), prior);
  return { en: train('en'), fr: train('fr') };
}

/** Every training text, for the document frequencies. */
export function readTexts(folder: string): Record<OpinionLanguage, readonly string[]> {
  const texts = (language: OpinionLanguage): string[] =>
    [...realCorpora(folder, language), ...ownCorpora(language)].flatMap((corpus) =>
      corpus.texts.map(({ text }) => text),
    );
  return { en: texts('en'), fr: texts('fr') };
}
