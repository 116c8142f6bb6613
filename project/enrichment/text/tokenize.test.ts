import { expect, test } from 'vitest';
import { foldText, frownToken, smileToken, tokenize } from './tokenize.ts';

const texts = (text: string): string[] => tokenize(text).map((token) => token.text);

test.each([
  ['accents and capitals', 'DÉÇU, œuvre', ['decu', ',', 'oeuvre']],
  ['French elisions', "Ce n’est qu'un jouet, l'autre", ['ce', 'n', 'est', 'qu', 'un', 'jouet', ',', 'l', 'autre']],
  ['English contractions', "It doesn't work, can’t", ['it', 'doesnt', 'work', ',', 'cant']],
  ['emphasis', 'sooooo goooood!!!!', ['so', 'god', '!!!!']],
  ['emoji and emoticons', 'ok 👍 :-) :(', ['ok', '👍', smileToken, frownToken]],
  ['numbers', '5/5 in 24h', ['5', '5', 'in', '24h']],
  ['other scripts', 'מוצר טוב', ['מוצר', 'טוב']],
])('cuts %s', (_, text, tokens) => {
  expect(texts(text)).toEqual(tokens);
});

test('gives equal texts one token', () => {
  expect(tokenize('good GOOD')[0]).toBe(tokenize('a good one')[1]);
});

test('tells words, ends, pauses and signs apart', () => {
  expect(tokenize('good, 2 👍!').map(({ kind }) => kind)).toEqual(['word', 'pause', 'word', 'sign', 'end']);
});

test('cuts a word of 100,000 letters', () => {
  const [token] = tokenize('x'.repeat(99_999));
  expect(token?.text.length).toBeLessThanOrEqual(60);
});

test('folds ligatures and compatibility forms', () => {
  expect(foldText('ﬁn Straße cœur')).toBe('fin strasse coeur');
});
