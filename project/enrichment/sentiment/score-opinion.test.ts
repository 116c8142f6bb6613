import { expect, test } from 'vitest';
import { tokenize } from '../text/tokenize.ts';
import type { OpinionLanguage } from './opinion-lexicon.ts';
import { scoreOpinion } from './score-opinion.ts';

function balance(text: string, language: OpinionLanguage): number {
  const { positive, negative } = scoreOpinion(tokenize(text), language);
  return positive - negative;
}

test.each<[OpinionLanguage, string, string]>([
  ['fr', "j'aime ce sac", "je n'aime pas ce sac"],
  ['fr', "j'aime ce sac", "j'aime pas ce sac"],
  ['fr', 'il est solide', "il n'est pas solide"],
  ['fr', 'très utile', 'loin d’être utile'],
  ['en', 'it is comfortable', "it isn't comfortable"],
  ['en', 'it is sturdy', 'it is not at all sturdy'],
  ['en', 'good', 'far from good'],
])('%s: a negation turns "%s" into the contrary', (language, plain, denied) => {
  expect(balance(plain, language)).toBeGreaterThan(0);
  expect(balance(denied, language)).toBeLessThan(0);
});

test.each<[OpinionLanguage, string]>([
  ['fr', 'pas déçu'],
  ['fr', 'sans aucun regret'],
  ['fr', 'aucun souci'],
  ['fr', 'il ne bouloche pas'],
  ['en', 'no complaints'],
  ['en', 'not bad at all'],
  ['en', 'never had a more comfortable chair'],
  ['en', 'without any problem'],
])('%s: "%s" praises', (language, text) => {
  expect(balance(text, language)).toBeGreaterThan(0);
});

test('what follows a "but" weighs more than what precedes it', () => {
  expect(balance('joli mais fragile', 'fr')).toBeLessThan(0);
  expect(balance('fragile mais joli', 'fr')).toBeGreaterThan(0);
  expect(scoreOpinion(tokenize('nice but flimsy'), 'en').afterContrast).toBeLessThan(0);
});

test('a contrast may take several words, and begin a sentence', () => {
  expect(scoreOpinion(tokenize('Solide. Par contre, il est bruyant.'), 'fr').afterContrast).toBeLessThan(0);
  expect(scoreOpinion(tokenize('Noisy. That said, it is sturdy.'), 'en').afterContrast).toBeGreaterThan(0);
});

test('what is granted weighs less than what is said', () => {
  expect(balance('malgré une boîte abîmée, produit solide', 'fr')).toBeGreaterThan(
    balance('boîte abîmée, produit solide', 'fr'),
  );
});

test('a negation ends with its sentence', () => {
  expect(balance('I did not wait. Good.', 'en')).toBe(balance('Good.', 'en') + balance('I did not wait.', 'en'));
});

test('what would be is not what is', () => {
  expect(balance('it would be comfortable', 'en')).toBeLessThan(balance('it is comfortable', 'en') / 2);
});

test('emoji have an opinion', () => {
  expect(balance('👍', 'en')).toBeGreaterThan(0);
  expect(balance('👎', 'fr')).toBeLessThan(0);
  expect(balance(':-(', 'fr')).toBeLessThan(0);
});

test('the first and the last sentence with an opinion are kept apart', () => {
  const { first, last } = scoreOpinion(tokenize('Great. It is blue. Broken after a week.'), 'en');
  expect(first).toBeGreaterThan(0);
  expect(last).toBeLessThan(0);
});
