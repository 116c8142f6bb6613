import { describe, expect, it } from 'vitest';
import { attempt } from './attempt.ts';

describe('the graph', () => {
  it('E0301 an unknown ref', async () => {
    const files = {
      'models/stg_orders.sql': 'select 1 as id\n',
      'models/orders.sql': 'select\n  id\nfrom {{ref "stg_order"}}\n',
      'models/more.sql': 'select id from {{ref "orders"}}\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0301 unknown ref: no model or seed named "stg_order"
        models/orders.sql:3:12
        3 | from {{ref "stg_order"}}
          |            ^^^^^^^^^^^
        hint: did you mean "stg_orders"?

      1 error
      "
    `);
  });

  it('E0301 a data test that refers to an unknown model', async () => {
    const files = {
      'models/orders.sql': 'select 1 as id\n',
      'models/marts.yml': `version: 1
models:
  - name: orders
    columns:
      - {name: id, data_tests: [{relationships: {to: ref('order'), field: id}}]}
`,
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0301 unknown ref: no model or seed named "order"
        models/marts.yml:5:54
        5 |       - {name: id, data_tests: [{relationships: {to: ref('order'), field: id}}]}
          |                                                      ^^^^^^^^^^^^
        hint: did you mean "orders"?

      1 error
      "
    `);
  });

  it('E0302 an unknown source', async () => {
    const files = { 'models/orders.sql': 'select *\nfrom {{source "shop" "orders"}}\n' };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0302 unknown source: no source system named "shop"
        models/orders.sql:2:15
        2 | from {{source "shop" "orders"}}
          |               ^^^^^^
        hint: sources are declared in sources.yml

      1 error
      "
    `);
  });

  it('E0303 a cycle, the whole path', async () => {
    const files = {
      'models/a.sql': 'select * from {{ref "c"}}\n',
      'models/b.sql': 'select * from {{ref "a"}}\n',
      'models/c.sql': 'select *\nfrom {{ref "b"}}\n',
      'models/after.sql': 'select * from {{ref "c"}}\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0303 cycle: a → b → c → a
        models/a.sql:1:21
        1 | select * from {{ref "c"}}
          |                     ^^^
        edge   a → b  models/b.sql:1
        edge   b → c  models/c.sql:2
        edge   c → a  models/a.sql:1
        hint   take one of these refs away, or move what both models need into a third one

      1 error
      "
    `);
  });

  it('E0303 a model that reads itself', async () => {
    const files = { 'models/a.sql': 'select * from {{ref "a"}}\n' };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0303 cycle: a → a
        models/a.sql:1:21
        1 | select * from {{ref "a"}}
          |                     ^^^
        edge   a → a  models/a.sql:1
        hint   a model reads its own table with {{this}}, inside {{#if (is_incremental)}}

      1 error
      "
    `);
  });

  it('E0304 a disabled parent', async () => {
    const files = {
      'models/stg_orders.sql': '{{config enabled=false}}\nselect 1 as id\n',
      'models/orders.sql': 'select * from {{ref "stg_orders"}}\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0304 disabled parent: "stg_orders" is disabled
        models/orders.sql:1:21
        1 | select * from {{ref "stg_orders"}}
          |                     ^^^^^^^^^^^^
        hint: enable it (models/stg_orders.sql), or disable this model as well

      1 error
      "
    `);
  });

  it('E0306 two models that would write one thing outside the warehouse', async () => {
    const projection = (name: string): string =>
      `  - {name: ${name}, materialized: projection, projection: {store: serving, collection: orders, key: id}}\n`;
    const files = {
      'models/orders.sql': '{{config materialized="external" zone="processed" schema="a"}}\nselect 1 as id\n',
      'models/others.sql':
        '{{config materialized="external" zone="processed" schema="b" alias="orders"}}\nselect 1 as id\n',
      'models/one.sql': 'select 1 as id\n',
      'models/two.sql': 'select 2 as id\n',
      'models/models.yml': `version: 1\nmodels:\n${projection('one')}${projection('two')}`,
    };
    const text = (await attempt({ files })).replaceAll(/\s+/g, ' ');
    expect(text).toContain('would both write data set processed/orders of the lake');
    expect(text).toContain('would both write collection orders of serving');
  });

  it('E0306 two models with one relation', async () => {
    const files = {
      'models/orders.sql': 'select 1 as id\n',
      'models/orders_v2.sql': '{{config alias="orders"}}\nselect 2 as id\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0306 two models with one relation: "orders" and "orders_v2" would both write main.orders
        models/orders_v2.sql
        first   models/orders.sql
        hint    give one of them another alias or schema

      1 error
      "
    `);
  });
});

describe('selections', () => {
  const files = { 'models/orders.sql': '{{config tags="mart"}}\nselect 1 as id\n' };

  it('E0305 an unknown method', async () => {
    const argv = ['build', '--select', 'orders', 'tags:mart+'];
    expect(await attempt({ files, argv })).toMatchInlineSnapshot(`
      "exit code 2
      error E0305 invalid selection: no selection method is called "tags"
        --select
        2 | tags:mart+
          | ^^^^
        hint: did you mean "tag"?

      1 error
      "
    `);
  });

  it('E0305 from compile and ls as well, where nothing of it is built', async () => {
    const argv = ['ls', '--exclude', 'tags:mart'];
    expect(await attempt({ files, argv })).toMatchInlineSnapshot(`
      "exit code 2
      error E0305 invalid selection: no selection method is called "tags"
        --exclude
        1 | tags:mart
          | ^^^^
        hint: did you mean "tag"?

      1 error
      "
    `);
    expect(await attempt({ files, argv: ['compile', '--select', 'tags:mart'] })).toMatchInlineSnapshot(`
      "exit code 2
      error E0305 invalid selection: no selection method is called "tags"
        --select
        1 | tags:mart
          | ^^^^
        hint: did you mean "tag"?

      1 error
      "
    `);
  });

  it('E0307 a selection that matches nothing warns', async () => {
    const argv = ['build', '--select', 'orders', 'tag:marts'];
    expect(await attempt({ files, argv })).toMatchInlineSnapshot(`
      "exit code 0
      warning E0307 nothing matches "tag:marts"
        --select
        2 | tag:marts
          | ^^^^^^^^^
        hint: did you mean "tag:mart"?

      1 warning

        done in … s · 1 built
      "
    `);
  });

  it('E0601 an unknown target', async () => {
    expect(await attempt({ files, argv: ['build', '--target', 'locl'] })).toMatchInlineSnapshot(`
      "exit code 2
      error E0601 no target named "locl"
        alambic.yml:4:1
        4 | targets:
          | ^^^^^^^
        hint: did you mean "local"?

      1 error
      "
    `);
  });
});
