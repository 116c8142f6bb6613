import { expect, test } from 'vitest';
import { extractKeywords } from './extract-keywords.ts';

test('names what a review is about, in English', () => {
  const text =
    'I bought this memory card for my camera. The memory card is fast, and the camera records video without a pause.';
  expect(extractKeywords(text, 'en')).toMatchInlineSnapshot(`
    [
      "memory card",
      "camera",
      "video",
      "records",
      "pause",
    ]
  `);
});

test('names what a review is about, in French, with its accents', () => {
  const text =
    'La bouilloire chauffe vite mais le couvercle fuit. Bouilloire renvoyée, couvercle défectueux, écran rayé.';
  expect(extractKeywords(text, 'fr')).toMatchInlineSnapshot(`
    [
      "bouilloire",
      "couvercle",
      "défectueux",
      "rayé",
      "chauffe",
    ]
  `);
});

test('counts the forms of a word together', () => {
  expect(extractKeywords('kettles, kettle, kettles. Lid.', 'en')[0]).toBe('kettles');
});

test('pairs words within a clause only', () => {
  expect(extractKeywords('kettle, lid. kettle, lid. kettle, lid', 'en')).toEqual(['kettle', 'lid']);
});

test('says nothing twice', () => {
  const keywords = extractKeywords('The phone case fits. Phone case, phone case, case of the phone.', 'en');
  expect(keywords.flatMap((keyword) => keyword.split(' '))).toHaveLength(
    new Set(keywords.flatMap((keyword) => keyword.split(' '))).size,
  );
});

test('gives five at most, and none of stop words, numbers and addresses', () => {
  expect(extractKeywords('le la les de 12 34 https://shop.example/page', 'fr')).toEqual([]);
  expect(extractKeywords('anvil bucket candle drum easel funnel goblet', 'en')).toHaveLength(5);
});
