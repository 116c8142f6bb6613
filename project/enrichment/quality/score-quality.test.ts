import { expect, test } from 'vitest';
import { countCharacters } from '../text/count-characters.ts';
import { tokenize } from '../text/tokenize.ts';
import { scoreQuality } from './score-quality.ts';

const score = (text: string, spam = 0): number => scoreQuality(countCharacters(text), tokenize(text), spam);

const detailed =
  'I have used this kettle for six months, ten times a day. It boils one litre in three minutes, while the old one ' +
  'took five. The lid closes well, but the cable is short. Compared with the cheaper model it is quieter.';

test('a detailed review is worth more than a short one, and a short one more than none', () => {
  expect(score(detailed)).toBeGreaterThan(score('It works well and I like it.'));
  expect(score('It works well and I like it.')).toBeGreaterThan(score('Good'));
  expect(score('')).toBe(0);
});

test.each([
  ['shouted', detailed.toUpperCase(), 0],
  ['spam', detailed, 1],
  ['repeated', 'very good '.repeat(30), 0],
])('a %s text is worth less', (_, text, spam) => {
  expect(score(text, spam)).toBeLessThan(score(detailed) - 0.1);
});
