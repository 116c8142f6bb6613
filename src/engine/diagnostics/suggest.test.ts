import { expect, it } from 'vitest';
import { suggest } from './suggest.ts';

const models = ['stg_orders', 'stg_order_items', 'orders', 'reviews'];

it.each([
  ['stg_order', 'stg_orders'],
  ['stg_oredrs', 'stg_orders'],
  ['STG_ORDERS', 'stg_orders'],
  ['stg_orderitems', 'stg_order_items'],
  ['rewievs', 'reviews'],
  ['order', 'orders'],
  ['payments', undefined],
  ['stg_customers', undefined],
  ['o', undefined],
  ['', undefined],
])('%s: %s', (written, meant) => {
  expect(suggest(written, models)).toBe(meant);
  expect(suggest(written, models.toReversed())).toBe(meant);
});

it('takes the first by name of equally close ones', () => {
  expect(suggest('cat', ['rat', 'bat', 'hat'])).toBe('bat');
});

it('finds one among thousands', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => `stg_some_rather_long_model_name_${index}`);
  expect(suggest('stg_some_rather_long_model_nam_19999', many)).toBe('stg_some_rather_long_model_name_19999');
});
