import { describe, expect, it } from 'vitest';
import { buildGraph } from '../build-graph.ts';
import { dataTest, model, project, seed, source, unitTest } from '../sample-project.ts';
import { select, type SelectOptions } from './select.ts';

const shop = project(
  source('shop.orders'),
  source('shop.reviews', { tags: ['text'] }),
  source('crm.people', { zone: 'vault' }),
  seed('rates', { tags: ['daily'] }),
  model('stg_orders', 'shop.orders', { folder: 'staging', materialized: 'view', zone: 'processed', tags: ['daily'] }),
  model('stg_reviews', 'shop.reviews', { folder: 'staging/text', materialized: 'view', zone: 'processed' }),
  model('orders', 'stg_orders rates', { zone: 'curated', uniqueKey: ['id', 'day'], meta: { owner: 'ana', level: 2 } }),
  model('reviews', 'stg_reviews', { contractEnforced: true }),
  model('summary', 'orders reviews', { tags: ['daily'] }),
  model('old', '', { enabled: false }),
  dataTest('not_null_orders_id', 'not_null', 'orders', { tags: ['slow'] }),
  dataTest('relationships_reviews_orders', 'relationships', 'reviews orders', { severity: 'warn' }),
  dataTest('unique_stg_orders_id', 'unique', 'stg_orders', { path: 'models/staging/staging.yml' }),
  dataTest('fresh_reviews', 'freshness', 'shop.reviews', { path: 'sources.yml' }),
  dataTest('balance', 'singular', 'shop.orders stg_orders'),
  unitTest('adds_up', 'orders'),
);
const { graph } = buildGraph(shop);

/** Names of what is selected, and what is said, in short. */
function chosen(options: SelectOptions): string {
  const { ids, diagnostics } = select(graph, shop, options);
  const names = [...ids].map((id) => id.replace(/^(model|test|unit_test)\./, '')).toSorted();
  return [names.join(' '), ...diagnostics.map((each) => `! ${each.message}`)].join(' ');
}

/** Without the tests that come along. */
const only = (...texts: readonly string[]): string => chosen({ select: texts, indirect: 'empty' });

describe('names', () => {
  it.each([
    ['orders', 'orders'],
    ['stg_*', 'stg_orders stg_reviews'],
    ['stg_?rders', 'stg_orders'],
    [
      '*_[or]*',
      'stg_orders stg_reviews not_null_orders_id relationships_reviews_orders unique_stg_orders_id fresh_reviews',
    ],
    ['staging', 'stg_orders stg_reviews unique_stg_orders_id'],
    ['staging.text', 'stg_reviews'],
    ['shop_project.staging.*', 'stg_orders stg_reviews unique_stg_orders_id'],
    ['staging.stg_[!o]*', ''],
    ['staging.text.stg_[!o]*', 'stg_reviews'],
    ['fqn:summary', 'summary'],
    ['not_null_orders_id', 'not_null_orders_id'],
    ['balance', 'balance'],
    ['unit_test:adds_up', 'adds_up'],
  ])('%s', (text, expected) => {
    const found = only(text).replace(/ ?!.*/, '');
    expect(found.split(' ')).toEqual(expected.split(' ').toSorted());
  });
});

describe('methods', () => {
  it.each([
    ['tag:daily', 'seed.rates stg_orders summary'],
    ['tag:da*', 'seed.rates stg_orders summary'],
    ['tag:text', 'source.shop.reviews'],
    ['tag:slow', 'not_null_orders_id'],
    ['path:models/staging', 'stg_orders stg_reviews unique_stg_orders_id'],
    ['./models/staging/', 'stg_orders stg_reviews unique_stg_orders_id'],
    ['shop/models/staging/text', 'stg_reviews'],
    ['path:models/*/stg_*', 'stg_orders'],
    ['path:models/**/stg_*.sql', 'stg_orders stg_reviews'],
    ['models/stag', '! nothing matches "models/stag"'],
    ['path:seeds', 'seed.rates'],
    ['orders.sql', 'orders'],
    ['file:stg_*.sql', 'stg_orders stg_reviews'],
    ['source:shop', 'source.shop.orders source.shop.reviews'],
    ['source:shop.reviews', 'source.shop.reviews'],
    ['source:*.people', 'source.crm.people'],
    ['source:*', 'source.crm.people source.shop.orders source.shop.reviews'],
    ['zone:processed', 'stg_orders stg_reviews'],
    ['zone:vault', 'source.crm.people'],
    ['config.materialized:view', 'stg_orders stg_reviews'],
    ['config.materialized:seed', 'seed.rates'],
    ['config.unique_key:day', 'orders'],
    ['config.meta.owner:ana', 'orders'],
    ['config.meta.level:2', 'orders'],
    ['config.contract.enforced:true', 'reviews'],
    ['config.severity:warn', 'relationships_reviews_orders'],
    ['resource_type:seed', 'seed.rates'],
    ['resource_type:model', 'orders reviews stg_orders stg_reviews summary'],
    ['resource_type:unit_test', 'adds_up'],
    ['test_type:singular', 'balance'],
    ['test_type:unit', 'adds_up'],
    ['test_type:generic', 'fresh_reviews not_null_orders_id relationships_reviews_orders unique_stg_orders_id'],
    ['test_type:data', 'balance fresh_reviews not_null_orders_id relationships_reviews_orders unique_stg_orders_id'],
    ['test_name:not_null', 'not_null_orders_id'],
    ['test_name:*n[oi]*', 'not_null_orders_id unique_stg_orders_id'],
  ])('%s', (text, expected) => {
    expect(only(text).trim()).toBe(expected);
  });
});

describe('graph operators', () => {
  it.each([
    ['+orders', 'orders seed.rates source.shop.orders stg_orders'],
    ['1+orders', 'orders seed.rates stg_orders'],
    ['0+orders', 'orders'],
    ['stg_orders+', 'orders stg_orders summary'],
    ['stg_orders+1', 'orders stg_orders'],
    ['1+orders+1', 'orders seed.rates stg_orders summary'],
    ['source:shop.reviews+', 'reviews source.shop.reviews stg_reviews summary'],
    ['@stg_orders', 'orders reviews seed.rates source.shop.orders source.shop.reviews stg_orders stg_reviews summary'],
    ['+not_null_orders_id', 'not_null_orders_id orders seed.rates source.shop.orders stg_orders'],
    ['+adds_up', 'adds_up orders seed.rates source.shop.orders stg_orders'],
  ])('%s', (text, expected) => {
    expect(only(text)).toBe(expected);
  });
});

describe('sets', () => {
  it('joins terms, and criteria bind tighter', () => {
    expect(only('tag:daily,resource_type:model reviews')).toBe('reviews stg_orders summary');
    expect(only('reviews', 'tag:daily,resource_type:model')).toBe('reviews stg_orders summary');
    expect(only('+summary,stg_orders+')).toBe('orders stg_orders summary');
  });

  it('takes everything where nothing is said, and takes away what is excluded', () => {
    expect(select(graph, shop, {}).ids).toEqual(new Set(graph.order));
    expect(chosen({ exclude: ['resource_type:test stg_*', 'source:*'] })).toBe(
      'adds_up orders reviews seed.rates summary',
    );
    expect(chosen({ select: ['+summary'], exclude: ['+orders'], indirect: 'empty' })).toBe(
      'reviews source.shop.reviews stg_reviews summary',
    );
  });

  it('keeps the order of the graph', () => {
    expect([...select(graph, shop, { select: ['summary', '+orders'], indirect: 'empty' }).ids]).toEqual([
      'seed.rates',
      'source.shop.orders',
      'model.stg_orders',
      'model.orders',
      'model.summary',
    ]);
  });
});

describe('tests that come along', () => {
  it.each([
    ['eager', ['orders'], 'adds_up not_null_orders_id orders relationships_reviews_orders'],
    ['cautious', ['orders'], 'adds_up not_null_orders_id orders'],
    ['cautious', ['orders reviews'], 'adds_up not_null_orders_id orders relationships_reviews_orders reviews'],
    ['cautious', ['orders+1'], 'adds_up not_null_orders_id orders summary'],
    ['buildable', ['stg_orders'], 'balance stg_orders unique_stg_orders_id'],
    ['cautious', ['stg_orders'], 'stg_orders unique_stg_orders_id'],
    ['buildable', ['summary'], 'summary'],
    ['buildable', ['summary orders'], 'adds_up not_null_orders_id orders relationships_reviews_orders summary'],
    ['empty', ['orders'], 'orders'],
    ['empty', ['orders+'], 'orders summary'],
    ['eager', ['orders,test_type:unit'], 'adds_up'],
    ['eager', ['test_type:singular,stg_orders'], 'balance'],
  ] as const)('%s %s', (indirect, texts, expected) => {
    expect(chosen({ select: texts, indirect })).toBe(expected);
  });

  it('go with what is excluded', () => {
    const both = { select: ['orders', 'reviews'], exclude: ['reviews'] };
    expect(chosen(both)).toBe('adds_up not_null_orders_id orders');
    expect(chosen({ ...both, indirect: 'cautious' })).toBe('adds_up not_null_orders_id orders');
    expect(chosen({ ...both, indirect: 'buildable' })).toBe('adds_up not_null_orders_id orders');
  });

  it('stay where what is excluded is needed all the same', () => {
    expect(chosen({ select: ['+summary'], exclude: ['reviews'], indirect: 'buildable' })).toContain(
      'relationships_reviews_orders',
    );
    expect(chosen({ select: ['+summary'], exclude: ['reviews'], indirect: 'cautious' })).not.toContain(
      'relationships_reviews_orders',
    );
  });
});
