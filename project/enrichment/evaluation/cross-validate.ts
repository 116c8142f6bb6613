/**
 * Prints what a model reaches on texts of a trade that it was not trained on: each real corpus is held out in turn.
 *
 *   npx tsx project/enrichment/evaluation/cross-validate.ts <folder of the real texts>
 */
import type { Corpus } from '../train/fit-sentiment.ts';
import { fitSentiment, toFeatures } from '../train/fit-sentiment.ts';
import type { LabelledText } from '../train/read-corpora.ts';
import { fitOptions, ownCorpora, realCorpora } from '../train/train-sentiment.ts';
import type { OpinionLanguage } from '../sentiment/opinion-lexicon.ts';

const folder = process.argv[2];
if (!folder) {
  process.stderr.write('usage: npx tsx project/enrichment/evaluation/cross-validate.ts <folder of the real texts>\n');
  process.exit(2);
}

function macroF1(corpora: readonly Corpus[], texts: readonly LabelledText[], language: OpinionLanguage): number {
  const model = fitSentiment(corpora, language, fitOptions);
  const right = [0, 0] as [number, number];
  for (const { text, label } of texts) {
    const { ngrams, opinion } = toFeatures(text, language);
    const sum = ngrams.reduce((total, bucket) => total + (model.ngrams[bucket] ?? 0), 0);
    const odds =
      model.bias +
      sum / Math.sqrt(Math.max(1, ngrams.length)) +
      opinion.reduce((total, value, index) => total + value * (model.opinion[index] ?? 0), 0);
    if ((odds >= 0 ? 1 : 0) === label) right[label] += 1;
  }
  const mistakes = texts.length - right[0] - right[1];
  return ((2 * right[0]) / (2 * right[0] + mistakes) + (2 * right[1]) / (2 * right[1] + mistakes)) / 2;
}

for (const language of ['en', 'fr'] as const) {
  const own = ownCorpora(language);
  const real = realCorpora(folder, language);
  for (const [index, { texts }] of real.entries()) {
    const others = real.filter((_, other) => other !== index);
    process.stdout.write(
      `${language} held out ${index + 1}: ${macroF1([...others, ...own], texts, language).toFixed(3)}\n`,
    );
  }
  const written = own[0]?.texts ?? [];
  process.stdout.write(`${language} held out what we wrote: ${macroF1(real, written, language).toFixed(3)}\n`);
}
