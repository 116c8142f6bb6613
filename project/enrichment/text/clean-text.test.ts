import { expect, test } from 'vitest';
import { capText, cleanText } from './clean-text.ts';

test.each([
  ['entities of names and numbers', 'caf&eacute; &amp; th&#233; &#x2764;', 'café & thé ❤'],
  ['an entity nobody knows', 'R&nope; D', 'R&nope; D'],
  ['numbers that are no character', '&#1114112; &#xD800; &#0;', '     '],
  ['markup', 'good<br />very <b>good</b>', 'good very  good '],
  ['a smaller-than sign', 'size a < b and 3<4', 'size a < b and 3<4'],
  ['lone surrogates', 'a\uD800b\uDC00c', 'a b c'],
  ['whole pairs', 'ok 👍🏽', 'ok 👍🏽'],
])('cleans %s', (_, raw, clean) => {
  expect(cleanText(raw)).toBe(clean);
});

test.each([null, undefined, 3, {}])('takes %s for no text', (value) => {
  expect(cleanText(value)).toBe('');
});

test('keeps the beginning and the end of a long text, cut between words', () => {
  const words = Array.from({ length: 1_000 }, (_, index) => `word${index}`).join(' ');
  const capped = capText(words, 400);
  expect(capped.length).toBeLessThanOrEqual(401);
  expect(capped).toMatch(/^word0 word1 /);
  expect(capped).toMatch(/ word998 word999$/);
  expect(
    capped.split(' ').every((word) => (/^word\d+$/.test(word) && words.includes(`${word} `)) || word === 'word999'),
  ).toBe(true);
});

test('never leaves half a character at a cut', () => {
  expect(cleanText(capText('👍'.repeat(500), 101))).toBe(capText('👍'.repeat(500), 101));
});
