import { expect, test } from 'vitest';
import { tokenize } from '../text/tokenize.ts';
import { hashContent } from './hash-content.ts';

const hash = (text: string): string => hashContent(tokenize(text));

test('is 32 hexadecimal digits', () => {
  expect(hash('good')).toMatch(/^[0-9a-f]{32}$/);
});

test.each(['TRES BON  produit !!', 'très bon... produit', 'Très bon\nproduit'])('"%s" is the same text', (text) => {
  expect(hash(text)).toBe(hash('Très bon produit'));
});

test.each(['très bon produits', 'bon très produit', 'très bon produit 👍', 'tresbon produit'])(
  '"%s" is another text',
  (text) => {
    expect(hash(text)).not.toBe(hash('Très bon produit'));
  },
);
