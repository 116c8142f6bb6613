import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReviewText } from './enrich-review.ts';
import { enrichReview } from './enrich-review.ts';

const share = (value: number): boolean => value >= 0 && value <= 1;

function expectSound(review: ReviewText): void {
  const enrichment = enrichReview(review);
  expect(['en', 'fr', 'es', 'de', 'it', 'other']).toContain(enrichment.language);
  expect(['positive', 'negative', 'neutral']).toContain(enrichment.sentiment.label);
  expect(Math.abs(enrichment.sentiment.score)).toBeLessThanOrEqual(1);
  expect(enrichment.keywords.length).toBeLessThanOrEqual(5);
  expect(enrichment.keywords.every((keyword) => keyword === keyword.toLowerCase())).toBe(true);
  expect(enrichment.contentHash).toMatch(/^[0-9a-f]{32}$/);
  const { qualityScore, spamScore, categoryConfidence, sentiment } = enrichment;
  expect([qualityScore, spamScore, categoryConfidence, sentiment.confidence].every(share)).toBe(true);
  expect(Number.isInteger(enrichment.wordCount)).toBe(true);
}

test('enriches an English review', () => {
  expect(
    enrichReview({
      summary: 'Broke within a week',
      body: 'The zipper of this backpack broke within a week and the seller refuses to refund me. The zipper is plastic.',
    }),
  ).toMatchInlineSnapshot(`
    {
      "category": "quality",
      "categoryConfidence": 0.61,
      "contentHash": "6592ea19bc4fded2e3b7587bf645f552",
      "detectedLanguage": "en",
      "isSpam": false,
      "keywords": [
        "zipper",
        "broke",
        "week",
        "backpack",
        "refuses",
      ],
      "language": "en",
      "languageReliable": true,
      "qualityScore": 0.69,
      "sentiment": {
        "confidence": 1,
        "label": "negative",
        "score": -0.999,
      },
      "spamScore": 0,
      "wordCount": 20,
    }
  `);
});

test('enriches a French review', () => {
  expect(
    enrichReview({
      summary: 'Très satisfaite',
      body: "Livraison rapide, reçue en deux jours. La cafetière est silencieuse et le café bien chaud, je n'ai rien à redire.",
    }),
  ).toMatchInlineSnapshot(`
    {
      "category": "delivery",
      "categoryConfidence": 0.56,
      "contentHash": "caefe0d090926686173c4eea02eb9f4b",
      "detectedLanguage": "fr",
      "isSpam": false,
      "keywords": [
        "cafetière",
        "satisfaite",
        "silencieuse",
        "café",
        "chaud",
      ],
      "language": "fr",
      "languageReliable": true,
      "qualityScore": 0.705,
      "sentiment": {
        "confidence": 0.999,
        "label": "positive",
        "score": 0.998,
      },
      "spamScore": 0,
      "wordCount": 20,
    }
  `);
});

describe('odd texts', () => {
  test.each<[string, ReviewText]>([
    ['nothing', {}],
    ['nulls', { summary: null, body: null }],
    ['spaces', { summary: ' ', body: '\n\t ' }],
    ['emoji', { body: '😍😍👍' }],
    ['lone surrogates', { summary: '\uD800', body: 'good \uDC00 product' }],
    ['right to left', { body: 'المنتج ممتاز جدا وأنصح به' }],
    ['no space', { body: '很好的产品，我很喜欢' }],
    ['one endless word', { body: 'a'.repeat(100_000) }],
    ['only punctuation', { body: '!'.repeat(100_000) }],
    ['open brackets', { body: '<'.repeat(50_000) + '&'.repeat(50_000) }],
  ])('%s', (_, review) => {
    expectSound(review);
  });

  test('a text that is not one', () => {
    expectSound({ summary: 3, body: ['x'] } as unknown as ReviewText);
  });

  test('any text at all', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.lorem({ maxCount: 40 }));
    fc.assert(fc.property(text, text, (summary, body) => expectSound({ summary, body })));
  });
});

test('emoji alone have an opinion', () => {
  expect(enrichReview({ body: '😍😍' }).sentiment.label).toBe('positive');
  expect(enrichReview({ body: '😡' }).sentiment.label).toBe('negative');
});

test('a language that is not scored gets no sentiment, category or keyword', () => {
  const { language, sentiment, category, keywords } = enrichReview({ body: 'Das Gerät kam leider völlig kaputt an.' });
  expect({ language, sentiment, category, keywords }).toEqual({
    language: 'de',
    sentiment: { label: 'neutral', score: 0, confidence: 0 },
    category: 'other',
    keywords: [],
  });
});

test('entities and markup are read as a reader would', () => {
  const plain = enrichReview({ body: 'Très déçu, c’est cassé' });
  const marked = enrichReview({ body: 'Tr&egrave;s d&eacute;&ccedil;u,<br/>c&#8217;est cass&eacute;' });
  expect(marked).toEqual(plain);
});

test('words are counted in the whole body, and only there', () => {
  expect(enrichReview({ summary: 'one two', body: "n'est pas – 3 étoiles !" }).wordCount).toBe(4);
  expect(enrichReview({ body: 'word '.repeat(20_000) }).wordCount).toBe(20_000);
});

test('the hash sees the whole of a long text', () => {
  const long = 'word '.repeat(4_000);
  expect(enrichReview({ body: `${long}a ${long}` }).contentHash).not.toBe(
    enrichReview({ body: `${long}b ${long}` }).contentHash,
  );
});

test('the same review gives the same enrichment, whatever was enriched before', () => {
  const review = { summary: 'Great', body: 'The battery of this phone lasts two days.' };
  const first = enrichReview(review);
  const nonces = (from: number): string => Array.from({ length: 200 }, (_, index) => `nonce${from + index}`).join(' ');
  for (let from = 0; from < 60_000; from += 200) enrichReview({ body: nonces(from) });
  expect(enrichReview(review)).toEqual(first);
});

test('100 KB take no longer than a blink', () => {
  const review = { body: 'This charger stopped working after a week, but the seller was kind. '.repeat(1_500) };
  enrichReview(review);
  const start = process.cpuUsage();
  for (let index = 0; index < 10; index += 1) enrichReview(review);
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 10 / 1_000).toBeLessThan(250);
});
