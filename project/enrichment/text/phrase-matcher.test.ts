import { expect, test } from 'vitest';
import { parsePhrases, PhraseMatcher } from './phrase-matcher.ts';
import { cutWords, foldText, tokenize } from './tokenize.ts';

const toWords = (text: string): string[] => cutWords(foldText(text));
const matcher = (list: string): PhraseMatcher<number> => new PhraseMatcher(parsePhrases(list, toWords));

test.each([
  ['the longest phrase', '1: mal\n3: pas mal\n4: pas mal du tout', 'pas mal du tout', { length: 4, value: 4 }],
  ['a shorter one when the longer breaks off', '3: pas mal\n4: pas mal du tout', 'pas mal du', { length: 2, value: 3 }],
  ['a stem', '-3: decev*', 'décevante', { length: 1, value: -3 }],
  ['a word rather than its stem', '-3: amaz*\n0: amazon', 'amazon', { length: 1, value: 0 }],
  ['the longer of two stems', '1: satis*\n2: satisfai*', 'satisfaisant', { length: 1, value: 2 }],
  ['a stem within a phrase', '3: bien emball*', 'bien emballée', { length: 2, value: 3 }],
])('finds %s', (_, list, text, match) => {
  expect(matcher(list).match(tokenize(text), 0)).toEqual(match);
});

test('finds nothing across punctuation, nor beyond the end', () => {
  const phrases = matcher('3: pas mal');
  expect(phrases.match(tokenize('pas, mal'), 0)).toBeUndefined();
  expect(phrases.match(tokenize('pas'), 0)).toBeUndefined();
  expect(phrases.match([], 0)).toBeUndefined();
});

test('refuses a line without a weight', () => {
  expect(() => parsePhrases('good, bad', toWords)).toThrow('a line without a weight');
});
