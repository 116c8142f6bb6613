import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findRealTexts } from '../evaluation/measure.ts';
import { compileBaseLexicon } from './compile-base-lexicon.ts';
import { countDocuments } from './count-documents.ts';
import { generateReviews } from './generate-reviews.ts';
import { parseCsv, readProducts, readWritten } from './read-corpora.ts';
import { readTexts, trainSentiment } from './train-sentiment.ts';

const folder = findRealTexts();
const committed = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', 'generated', name), 'utf8'));

test('reads quoted cells, doubled quotes, line ends within a cell and empty cells', () => {
  expect(parseCsv('a,b\r\n"x, ""y""\nz",\n,""')).toEqual([
    ['a', 'b'],
    ['x, "y"\nz', ''],
    ['', ''],
  ]);
});

test('the same seed generates the same reviews, half of them in favour', () => {
  const generate = (seed: number) => generateReviews(readWritten('fr'), readProducts('fr'), 'fr', 500, seed);
  expect(generate(3)).toEqual(generate(3));
  expect(generate(3)).not.toEqual(generate(4));
  const inFavour = generate(3).filter(({ label }) => label === 1).length;
  expect(inFavour).toBeGreaterThan(200);
  expect(inFavour).toBeLessThan(300);
  expect(generate(3).some(({ text }) => text.includes('{p}'))).toBe(false);
});

test('no evaluation sentence is a training sentence', () => {
  for (const language of ['en', 'fr'] as const) {
    const written = new Set(readWritten(language).map(({ text }) => text.toLowerCase()));
    const longer = ['sentiment', 'oblique'].flatMap((name) =>
      readFileSync(join(import.meta.dirname, '..', 'evaluation', `${name}-${language}.tsv`), 'utf8')
        .split('\n')
        .map((line) => line.slice(2).toLowerCase().replace(/[.!]$/, ''))
        .filter((text) => text.split(' ').length > 4),
    );
    expect(longer.filter((text) => written.has(text))).toEqual([]);
  }
});

test('the base lexicon is what its sources give', () => {
  expect(compileBaseLexicon()).toEqual(committed('base-lexicon.json'));
});

test.runIf(folder)('training again gives the committed bytes', () => {
  const texts = readTexts(folder ?? '');
  expect(trainSentiment(folder ?? '')).toEqual(committed('sentiment-weights.json'));
  expect({ en: countDocuments(texts.en, 'en'), fr: countDocuments(texts.fr, 'fr') }).toEqual(
    committed('document-frequencies.json'),
  );
});
