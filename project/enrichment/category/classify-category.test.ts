import { expect, test } from 'vitest';
import { measureAccuracy, readEvaluation } from '../evaluation/measure.ts';
import type { OpinionLanguage } from '../sentiment/opinion-lexicon.ts';
import { tokenize } from '../text/tokenize.ts';
import { classifyCategory } from './classify-category.ts';

const classify = (text: string, language: OpinionLanguage) => classifyCategory(tokenize(text), 0, language);

test.each<OpinionLanguage>(['en', 'fr'])('%s: recognises the subject of 95 %% of the evaluation set', (language) => {
  const accuracy = measureAccuracy(readEvaluation(`category-${language}`), (text) => classify(text, language).category);
  expect(accuracy).toBeGreaterThanOrEqual(0.95);
});

test('the subject that is spoken of most wins, and shares lower the confidence', () => {
  const alone = classify('La livraison était en retard et le livreur désagréable.', 'fr');
  const shared = classify('La livraison était en retard et le livreur désagréable. Le prix est correct.', 'fr');
  expect(alone.category).toBe('delivery');
  expect(shared.category).toBe('delivery');
  expect(shared.confidence).toBeLessThan(alone.confidence);
});

test('"rapport qualité prix" is about the price', () => {
  expect(classify('Bon rapport qualité prix', 'fr').category).toBe('price');
});

test('a title counts more than the body', () => {
  const title = tokenize('Delivery.');
  const body = tokenize('Price price.');
  expect(classifyCategory([...title, ...body], title.length, 'en').category).toBe('delivery');
});

test('repeating a word does not make it the subject for ever', () => {
  expect(classify('box box box box. The seller refused the refund under warranty.', 'en').category).toBe('service');
});

test('nothing recognised is other', () => {
  expect(classify('', 'en')).toEqual({ category: 'other', confidence: 0.5 });
});
