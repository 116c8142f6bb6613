import { describe, expect, it } from 'vitest';
import { attempt } from './attempt.ts';

const build = ['build'];
const orders = { 'models/stg_orders.sql': "select 1 as order_id, 'new' as status\n" };

describe('SQL that the warehouse refuses, at the line that was written', () => {
  it('E0401 a syntax error, behind a config and a block', async () => {
    const files = {
      ...orders,
      'models/orders.sql': `{{config materialized="table"}}
{{#if (is_incremental)}}
-- only then
{{/if}}
select
  order_id,
  status
form {{ref "stg_orders"}}
`,
    };
    expect(await attempt({ files, argv: build })).toMatchInlineSnapshot(`
      "exit code 1
      ✗ table orders
      error E0401 syntax error at or near "main"
        models/orders.sql:8:6
        8 | form {{ref "stg_orders"}}
          |      ^^^^^^^^^^^^^^^^^^^^

        failed in … s · 1 built, 1 failed
      "
    `);
  });

  it('E0402 an unknown column, and what depends on it is skipped', async () => {
    const files = {
      ...orders,
      'models/orders.sql': 'select\n  order_id,\n  upper(statu) as status\nfrom {{ref "stg_orders"}}\n',
      'models/marts.sql': 'select * from {{ref "orders"}}\n',
    };
    expect(await attempt({ files, argv: build })).toMatchInlineSnapshot(`
      "exit code 1
      ✗ view orders
      error E0402 Referenced column "statu" not found in FROM clause
        models/orders.sql:3:9
        3 |   upper(statu) as status
          |         ^^^^^
        hint: there are: "status"

      - skipped    marts because orders failed

        failed in … s · 1 built, 1 failed, 1 skipped
      "
    `);
  });

  it('E0402 in an ephemeral model, at its own line', async () => {
    const files = {
      ...orders,
      'models/middle.sql': '{{config materialized="ephemeral"}}\nselect\n  order_idd\nfrom {{ref "stg_orders"}}\n',
      'models/orders.sql': 'select *\nfrom {{ref "middle"}}\n',
    };
    expect(await attempt({ files, argv: build })).toMatchInlineSnapshot(`
      "exit code 1
      ✗ view orders
      error E0402 Referenced column "order_idd" not found in FROM clause
        models/middle.sql:3:3
        3 |   order_idd
          |   ^^^^^^^^^
        used at models/orders.sql:2:6
        2 | from {{ref "middle"}}
          |      ^^^^^^^^^^^^^^^^
        hint: there are: "order_id"

        failed in … s · 1 built, 1 failed
      "
    `);
  });

  it('E0403 a table that is no ref', async () => {
    const files = { ...orders, 'models/zorders.sql': 'select *\nfrom stg_order\n' };
    expect(await attempt({ files, argv: ['build', '--threads', '1'] })).toMatchInlineSnapshot(`
      "exit code 1
      ✗ view zorders
      error E0403 Table with name stg_order does not exist
        models/zorders.sql:2:6
        2 | from stg_order
          |      ^^^^^^^^^
        hint: did you mean "stg_orders"?

        failed in … s · 1 built, 1 failed
      "
    `);
  });

  it('E0404 an unknown function, in a macro', async () => {
    const files = {
      ...orders,
      'macros/clean.sql': '{{macro "clean" "expression"}}\nregexp_replce({{expression}}, \' +\', \' \')\n',
      'models/orders.sql': 'select\n  {{clean "status"}} as status\nfrom {{ref "stg_orders"}}\n',
    };
    expect(await attempt({ files, argv: build })).toMatchInlineSnapshot(`
      "exit code 1
      ✗ view orders
      error E0404 Scalar Function with name regexp_replce does not exist
        macros/clean.sql:2:1
        2 | regexp_replce({{expression}}, ' +', ' ')
          | ^^^^^^^^^^^^^
        used at models/orders.sql:2:3
        2 |   {{clean "status"}} as status
          |   ^^^^^^^^^^^^^^^^^^
        hint: did you mean "regexp_replace"?

        failed in … s · 1 built, 1 failed
      "
    `);
  });

  it('E0405 types that do not go together', async () => {
    const files = { ...orders, 'models/orders.sql': 'select\n  sum(status) as total\nfrom {{ref "stg_orders"}}\n' };
    expect(await attempt({ files, argv: build })).toMatchInlineSnapshot(`
      "exit code 1
      ✗ view orders
      error E0405 no function takes these types: sum(VARCHAR)
        models/orders.sql:2:3
        2 |   sum(status) as total
          |   ^^^
        hint: there are: sum(DECIMAL) -> DECIMAL · sum(BOOLEAN) -> HUGEINT · sum(SMALLINT) -> HUGEINT · sum(INTEGER) ->
              HUGEINT

        failed in … s · 1 built, 1 failed
      "
    `);
  });

  it('E0701 a value that does not convert is not shown', async () => {
    const files = {
      'models/stg.sql': '{{config materialized="table"}}\nselect \'jeanne.martin@example.org\' as contact\n',
      'models/zorders.sql':
        '{{config materialized="table"}}\nselect\n  cast(contact as integer) as contact\nfrom {{ref "stg"}}\n',
    };
    const text = await attempt({ files, argv: build });
    expect(text).not.toContain('jeanne');
    expect(text).toMatchInlineSnapshot(`
      "exit code 1
      ✗ table zorders
      error E0405 a value of column "contact" cannot be converted to INTEGER
        models/zorders.sql:3:3
        3 |   cast(contact as integer) as contact
          |   ^^^^

        failed in … s · 1 built, 1 failed
      "
    `);
  });

  it('E0703 a data test that cannot run', async () => {
    const files = {
      ...orders,
      'tests/shares.sql': 'select *\nfrom {{ref "stg_orders"}}\nwhere rate not between 0 and 1\n',
    };
    expect(await attempt({ files, argv: build })).toMatchInlineSnapshot(`
      "exit code 1
      error E0703 data test shares could not run: Referenced column "rate" not found in FROM clause
        tests/shares.sql:3:7
        3 | where rate not between 0 and 1
          |       ^^^^
        hint: there are: "order_id"

      ✗ view stg_orders
        1 of 1 tests failed, not published

        failed in … s · 1 failed · 0 tests passed, 0 warned, 1 failed
      "
    `);
  });
});
