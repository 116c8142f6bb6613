import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { byStars, findRealTexts, measureSentiment, readEvaluation, toCases } from '../evaluation/measure.ts';
import { tokenize } from '../text/tokenize.ts';
import { readLabelledCsv, readStarredReviews } from '../train/read-corpora.ts';
import { classifySentiment, noSentiment } from './classify-sentiment.ts';

const folder = findRealTexts();

test('nothing said is no opinion', () => {
  expect(classifySentiment([], 0, 'en')).toEqual(noSentiment);
});

test('a text without an opinion is neutral, and its confidence says why', () => {
  const { label, confidence } = classifySentiment(tokenize("C'est un livre."), 0, 'fr');
  expect(label).toBe('neutral');
  expect(confidence).toBeLessThan(0.6);
});

test('a title tips the balance', () => {
  const body = 'Bought in May.';
  const alone = classifySentiment(tokenize(body), 0, 'en').score;
  const title = tokenize('Excellent.');
  expect(classifySentiment([...title, ...tokenize(body)], title.length, 'en').score).toBeGreaterThan(alone);
});

describe('quality floors', () => {
  test.each([
    ['sentiment-en', 0.9],
    ['sentiment-fr', 0.92],
    ['oblique-en', 0.7],
    ['oblique-fr', 0.8],
  ])('%s reaches a macro-F1 of %d', (name, floor) => {
    expect(measureSentiment(toCases(readEvaluation(name))).macroF1).toBeGreaterThanOrEqual(floor);
  });

  test.runIf(folder)('real product reviews, whose stars are 93 % in favour', () => {
    const cases = byStars(readStarredReviews(join(folder ?? '', 'amazon_reviews_4915.csv')));
    const { macroF1, accuracy } = measureSentiment(cases.filter((_, index) => index % 2 === 0));
    expect(macroF1).toBeGreaterThanOrEqual(0.84);
    expect(accuracy).toBeGreaterThanOrEqual(0.94);
  });

  test.runIf(folder)('French film reviews', () => {
    const { macroF1 } = measureSentiment(readLabelledCsv(join(folder ?? '', 'allocine_fr_test.csv')));
    expect(macroF1).toBeGreaterThanOrEqual(0.84);
  });
});
