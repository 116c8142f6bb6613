import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { buildGraph } from './build-graph.ts';
import { checkRelations } from './check-relations.ts';
import { dataTest, model, project, seed, source, unitTest } from './sample-project.ts';

/** One line each, with the text that the location covers. */
function said(diagnostics: readonly Diagnostic[], texts: Readonly<Record<string, string>> = {}): string[] {
  return diagnostics.map(({ code, severity, message, location, hint }) => {
    const range = location !== undefined && 'start' in location ? location : undefined;
    const at =
      range === undefined ? '' : ` at ${range.file}[${(texts[range.file] ?? '').slice(range.start, range.end)}]`;
    return `${severity} ${code} ${message}${at}${hint === undefined ? '' : ` | ${hint}`}`;
  });
}

describe('a project without faults', () => {
  const shop = project(
    model('orders', 'stg_orders countries stg_orders'),
    model('stg_orders', 'shop.orders', { folder: 'staging' }),
    model('old_orders', 'gone', { enabled: false }),
    seed('countries'),
    seed('old_countries', { enabled: false }),
    source('shop.orders'),
    dataTest('not_null_orders_id', 'not_null', 'orders'),
    dataTest('off', 'unique', 'orders', { enabled: false }),
    dataTest('fresh_source', 'freshness', 'shop.orders'),
    dataTest('balance', 'singular', 'orders shop.orders'),
    unitTest('adds_up', 'orders', 'stg_orders'),
  );
  const { graph, diagnostics } = buildGraph(shop);

  it('orders parents before children, the same for any order of declaration', () => {
    expect(diagnostics).toEqual([]);
    expect(graph.order).toEqual([
      'seed.countries',
      'source.shop.orders',
      'model.stg_orders',
      'test.fresh_source',
      'model.orders',
      'test.balance',
      'test.not_null_orders_id',
      'unit_test.adds_up',
    ]);
    const turned = { ...shop, models: new Map([...shop.models].toReversed()), dataTests: shop.dataTests.toReversed() };
    expect(buildGraph(turned).graph.order).toEqual(graph.order);
  });

  it('has each edge once, in both directions', () => {
    expect(graph.parents.get('model.orders')).toEqual(['model.stg_orders', 'seed.countries']);
    expect(graph.parents.get('unit_test.adds_up')).toEqual(['model.orders']);
    expect(graph.children.get('source.shop.orders')).toEqual(['model.stg_orders', 'test.balance', 'test.fresh_source']);
    expect(graph.children.get('test.balance')).toEqual([]);
  });

  it('leaves out what is disabled, and does not look at what it reads', () => {
    expect([...graph.nodes.keys()].toSorted()).toEqual(graph.order.toSorted());
    expect(graph.nodes.has('model.old_orders')).toBe(false);
  });
});

describe('references that lead nowhere', () => {
  it('names the place, and what was probably meant', () => {
    const shop = project(
      model('orders', 'stg_order shop.order shp.orders reviews nothing_like_it'),
      model('stg_orders', 'shop.orders'),
      source('shop.orders'),
      source('shop.reviews'),
      dataTest('checks', 'singular', 'orderz'),
      unitTest('expects', 'ordres', 'stg_orderss'),
    );
    const { graph, diagnostics } = buildGraph(shop);
    const texts = {
      'models/marts/orders.sql': 'stg_order shop.order shp.orders reviews nothing_like_it',
      'tests/checks.sql': 'orderz',
      'models/marts/marts.yml': 'stg_orderss',
    };
    expect(said(diagnostics, texts)).toMatchInlineSnapshot(`
      [
        "error E0301 unknown ref: no model or seed named "stg_order" at models/marts/orders.sql[stg_order] | did you mean "stg_orders"?",
        "error E0302 unknown source: "shop" has no table "order" at models/marts/orders.sql[shop.order] | did you mean "orders"?",
        "error E0302 unknown source: no source system named "shp" at models/marts/orders.sql[shp.orders] | did you mean "shop"?",
        "error E0301 unknown ref: no model or seed named "reviews" at models/marts/orders.sql[reviews] | "reviews" is a table of the source "shop": use source "shop" "reviews"",
        "error E0301 unknown ref: no model or seed named "nothing_like_it" at models/marts/orders.sql[nothing_like_it]",
        "error E0301 unknown ref: no model or seed named "orderz" at tests/checks.sql[orderz] | did you mean "orders"?",
        "error E0301 unknown ref: no model or seed named "ordres" | did you mean "orders"?",
        "error E0301 unknown ref: no model or seed named "stg_orderss" at models/marts/marts.yml[stg_orderss] | did you mean "stg_orders"?",
      ]
    `);
    expect(graph.order).toContain('model.orders');
  });

  it('takes the seed where a disabled model has its name', () => {
    const shop = project(model('reader', 'countries'), model('countries', '', { enabled: false }), seed('countries'));
    const { graph, diagnostics } = buildGraph(shop);
    expect(diagnostics).toEqual([]);
    expect(graph.parents.get('model.reader')).toEqual(['seed.countries']);
  });
});

describe('disabled parents', () => {
  it('is an error for a model and a warning for a test, which is left out', () => {
    const shop = project(
      model('stg_orders', '', { enabled: false }),
      model('orders', 'stg_orders'),
      seed('rates', { enabled: false }),
      dataTest('balance', 'singular', 'orders rates'),
    );
    const { graph, diagnostics } = buildGraph(shop);
    const texts = { 'models/marts/orders.sql': 'stg_orders', 'tests/balance.sql': 'orders rates' };
    expect(said(diagnostics, texts)).toMatchInlineSnapshot(`
      [
        "error E0304 disabled parent: "stg_orders" is disabled at models/marts/orders.sql[stg_orders] | enable it (models/marts/stg_orders.sql), or disable this model as well",
        "warning E0304 disabled parent: the test "balance" is left out, since "rates" is disabled at tests/balance.sql[rates]",
      ]
    `);
    expect([...graph.nodes.keys()]).toEqual(['model.orders']);
    expect(graph.children.get('model.orders')).toEqual([]);
  });

  it('says nothing of the tests of the disabled model itself', () => {
    const shop = project(
      model('orders', '', { enabled: false }),
      dataTest('not_null_orders_id', 'not_null', 'orders'),
      unitTest('adds_up', 'orders'),
    );
    expect(buildGraph(shop)).toMatchObject({ diagnostics: [], graph: { order: [] } });
  });
});

describe('cycles', () => {
  it('shows the whole path, the ref that closes it, and where each edge is written', () => {
    const shop = project(
      model('a', 'x\nc', { folder: 'm' }),
      model('b', 'a', { folder: 'm' }),
      model('c', '\n\n  b', { folder: 'm' }),
      model('x'),
      model('behind', 'c'),
      model('narcissus', 'narcissus', { folder: 'm' }),
    );
    const { graph, diagnostics } = buildGraph(shop);
    expect(said(diagnostics, { 'models/m/a.sql': 'x\nc', 'models/m/narcissus.sql': 'narcissus' }))
      .toMatchInlineSnapshot(`
      [
        "error E0303 cycle: a → b → c → a at models/m/a.sql[c] | take one of these refs away, or move what both models need into a third one",
        "error E0303 cycle: narcissus → narcissus at models/m/narcissus.sql[narcissus] | a model reads its own table with {{this}}, inside {{#if (is_incremental)}}",
      ]
    `);
    expect(diagnostics[0]?.notes).toMatchInlineSnapshot(`
      [
        {
          "label": "edge",
          "text": "a → b  models/m/b.sql:1",
        },
        {
          "label": "edge",
          "text": "b → c  models/m/c.sql:3",
        },
        {
          "label": "edge",
          "text": "c → a  models/m/a.sql:2",
        },
      ]
    `);
    expect(graph.order.toSorted()).toEqual([...graph.nodes.keys()]);
    expect(graph.order.indexOf('model.behind')).toBeGreaterThan(graph.order.indexOf('model.c'));
  });

  it('shortens a path that nobody would read', () => {
    const ring = Array.from({ length: 300 }, (_, index) => model(`m${index}`, `m${(index + 299) % 300}`));
    const [only, ...others] = buildGraph(project(...ring)).diagnostics;
    expect(others).toEqual([]);
    expect(only?.message).toMatch(/^cycle: m0 → m1 → .* → … 261 more … → .* → m299 → m0$/);
    expect(only?.notes).toHaveLength(41);
  });
});

describe('relations', () => {
  it('refuses two models that would write one relation', () => {
    const shop = project(model('orders'), model('ORDERS_V2', '', { alias: 'Orders' }), model('inlined'), seed('rates'));
    const found = checkRelations(buildGraph(shop).graph, (node) =>
      node.name === 'inlined' ? undefined : `marts.${node.config.alias ?? node.name}`,
    );
    expect(said(found)).toMatchInlineSnapshot(`
      [
        "error E0306 two models with one relation: "ORDERS_V2" and "orders" would both write marts.orders | give one of them another alias or schema",
      ]
    `);
    expect(found[0]?.location).toEqual({ file: 'models/marts/orders.sql' });
  });
});
