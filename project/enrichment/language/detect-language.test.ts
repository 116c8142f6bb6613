import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findRealTexts, measureAccuracy, readEvaluation } from '../evaluation/measure.ts';
import { tokenize } from '../text/tokenize.ts';
import { readLabelledCsv, readLabelledLines } from '../train/read-corpora.ts';
import { detectLanguage } from './detect-language.ts';

const detect = (text: string) => detectLanguage(text, tokenize(text));
const folder = findRealTexts();

test.each([
  ['Ce produit est arrivé cassé et le vendeur ne répond pas.', 'fr'],
  ['The seller never answered and the box was broken.', 'en'],
  ['El producto llegó roto y nadie responde a mis mensajes.', 'es'],
  ['Das Gerät kam kaputt an und niemand antwortet.', 'de'],
  ['Il prodotto è arrivato rotto e nessuno risponde.', 'it'],
])('recognises %s', (text, language) => {
  expect(detect(text)).toMatchObject({ language, detectedLanguage: language, languageReliable: true });
});

test('calls another language other, and still says which', () => {
  expect(detect('Het product kwam kapot aan en niemand antwoordt.')).toEqual({
    language: 'other',
    languageReliable: true,
    detectedLanguage: 'nl',
  });
});

test.each([
  ['Déçu.', 'fr'],
  ['Nul', 'fr'],
  ['Bof.', 'fr'],
  ['Meh.', 'en'],
  ['Dishonest seller.', 'en'],
])('does not reject %s, which is too short to be sure of', (text, language) => {
  expect(detect(text)).toMatchObject({ language, languageReliable: false });
});

test.each(['', '   ', '👍👍', '!!!'])('calls %j other, for want of words', (text) => {
  expect(detect(text)).toEqual({ language: 'other', languageReliable: false, detectedLanguage: '' });
});

describe('quality floors', () => {
  const told = new Set(['en', 'fr', 'es', 'de', 'it']);
  const rows = readEvaluation('language').map(({ label, text }) => ({
    label: told.has(label) ? label : 'other',
    text,
  }));

  test('seven languages, short texts', () => {
    expect(measureAccuracy(rows, (text) => detect(text).language)).toBeGreaterThanOrEqual(0.98);
  });

  test.runIf(folder)('real English and French texts', () => {
    const yelp = readLabelledLines(join(folder ?? '', 'yelp_labelled.txt')).map(({ text }) => ({ label: 'en', text }));
    const films = readLabelledCsv(join(folder ?? '', 'allocine_fr_test.csv')).map(({ text }) => ({
      label: 'fr',
      text,
    }));
    expect(measureAccuracy(yelp, (text) => detect(text).language)).toBeGreaterThanOrEqual(0.99);
    expect(measureAccuracy(films, (text) => detect(text).language)).toBeGreaterThanOrEqual(0.995);
  });
});
