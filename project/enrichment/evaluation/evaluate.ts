/**
 * Prints what the enrichment reaches on the sets of this folder, and on the real texts where they are present.
 *
 *   npx tsx project/enrichment/evaluation/evaluate.ts
 */
import { join } from 'node:path';
import { enrichReview } from '../enrich-review.ts';
import { readLabelledCsv, readLabelledLines, readStarredReviews } from '../train/read-corpora.ts';
import { byStars, findRealTexts, measureAccuracy, measureSentiment, readEvaluation, toCases } from './measure.ts';

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

function printSentiment(name: string, cases: Parameters<typeof measureSentiment>[0]): void {
  const { accuracy, macroF1, balancedF1, negatives, positives, neutral } = measureSentiment(cases);
  print(
    `${name.padEnd(34)} macro-F1 ${macroF1.toFixed(3)}  balanced ${balancedF1.toFixed(3)}  accuracy ${accuracy.toFixed(3)}  ` +
      `${negatives} against, ${positives} in favour, ${neutral} neutral`,
  );
}

/** How often the sign is right, by how sure the model says it is. */
function printCalibration(cases: Parameters<typeof measureSentiment>[0]): void {
  const limits = [0.5, 0.6, 0.7, 0.8, 0.9, 0.97];
  const bins = limits.map((from) => ({ from, right: 0, all: 0 }));
  for (const { summary, text, label } of cases) {
    const { score, confidence } = enrichReview({ summary, body: text }).sentiment;
    const bin = bins.findLast(({ from }) => confidence >= from);
    if (!bin) continue;
    bin.all += 1;
    if ((score >= 0 ? 1 : 0) === label) bin.right += 1;
  }
  const shown = bins.map(({ from, right, all }) => `from ${from}: ${Math.round((100 * right) / all)} % of ${all}`);
  print(`${'amazon, right by confidence'.padEnd(34)} ${shown.join(', ')}`);
}

const told = new Set(['en', 'fr', 'es', 'de', 'it']);
const languageOf = (text: string): string => enrichReview({ body: text }).language;
const categoryOf = (text: string): string => enrichReview({ body: text }).category;

print('sentiment');
for (const name of ['sentiment-en', 'sentiment-fr', 'oblique-en', 'oblique-fr']) {
  printSentiment(name, toCases(readEvaluation(name)));
}
const folder = findRealTexts();
if (folder) {
  const cases = byStars(readStarredReviews(join(folder, 'amazon_reviews_4915.csv')));
  const unseen = cases.filter((_, index) => index % 2 === 0);
  printSentiment('amazon, every second review', unseen);
  printSentiment(
    'amazon, the same without titles',
    unseen.map(({ text, label }) => ({ text, label })),
  );
  printCalibration(cases);
  printSentiment('allocine test', readLabelledCsv(join(folder, 'allocine_fr_test.csv')));
}

print('language');
const languages = readEvaluation('language').map(({ label, text }) => ({
  label: told.has(label) ? label : 'other',
  text,
}));
print(`${'language'.padEnd(34)} accuracy ${measureAccuracy(languages, languageOf).toFixed(3)}`);
for (const language of ['en', 'fr']) {
  for (const name of ['sentiment', 'category', 'oblique']) {
    const rows = readEvaluation(`${name}-${language}`).map(({ text }) => ({ label: language, text }));
    print(`${`${name}-${language}`.padEnd(34)} accuracy ${measureAccuracy(rows, languageOf).toFixed(3)}`);
  }
}
if (folder) {
  const yelp = readLabelledLines(join(folder, 'yelp_labelled.txt')).map(({ text }) => ({ label: 'en', text }));
  const films = readLabelledCsv(join(folder, 'allocine_fr_test.csv')).map(({ text }) => ({ label: 'fr', text }));
  print(`${'yelp'.padEnd(34)} accuracy ${measureAccuracy(yelp, languageOf).toFixed(3)}`);
  print(`${'allocine test'.padEnd(34)} accuracy ${measureAccuracy(films, languageOf).toFixed(3)}`);
}

print('category');
for (const name of ['category-en', 'category-fr']) {
  print(`${name.padEnd(34)} accuracy ${measureAccuracy(readEvaluation(name), categoryOf).toFixed(3)}`);
}
