import { expect, it } from 'vitest';
import { parseRelationExpression, relationExpressionSchema } from './relation-expression.ts';

it.each([
  ["ref('orders')", { kind: 'ref', name: 'orders' }],
  [' ref( "orders" ) ', { kind: 'ref', name: 'orders' }],
  ['source(\'shop\', "buyers")', { kind: 'source', name: 'shop.buyers' }],
  ["source('shop','buyers')", { kind: 'source', name: 'shop.buyers' }],
  ['orders', undefined],
  ['ref(orders)', undefined],
  ["ref('a', 'b')", undefined],
  ["source('shop')", undefined],
  ['ref(\'a")', undefined],
  ["ref('')", undefined],
  ["ref('a') or true", undefined],
])('%s', (text, expected) => {
  expect(parseRelationExpression(text)).toEqual(expected);
  expect(new RegExp(relationExpressionSchema.pattern, 'u').test(text)).toBe(expected !== undefined);
});
