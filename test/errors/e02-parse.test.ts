import { describe, expect, it } from 'vitest';
import { smallProject } from '../harness/temporary-project.ts';
import { attempt } from './attempt.ts';

const alambicYml = String(smallProject['alambic.yml']);

describe('declarations', () => {
  it('E0201 an unknown key in alambic.yml, and one in a config', async () => {
    const files = {
      'alambic.yml': alambicYml.replace('default_target', 'default_tagret'),
      'models/orders.sql': '{{config materialised="table"}}\nselect 1 as one\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0201 unknown key "default_tagret" in alambic.yml
        alambic.yml:3:1
        3 | default_tagret: local
          | ^^^^^^^^^^^^^^
        hint: did you mean "default_target"?

      1 error
      "
    `);
  });

  it('E0202 wrong values', async () => {
    const files = {
      'models/marts.yml': `version: 1
models:
  - name: orders
    data_tests:
      - row_count: {min: 1, severity: warning}
    columns:
      - {name: one, type: strng}
`,
      'models/orders.sql': '{{config materialized="tabel"}}\nselect 1 as one\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0202 "severity" must be error or warn, found "warning"
        models/marts.yml:5:39
        5 |       - row_count: {min: 1, severity: warning}
          |                                       ^^^^^^^

      error E0210 "materialized" must be one of view, table, incremental, ephemeral, external, projection,
        found "tabel"
        models/orders.sql:1:10
        1 | {{config materialized="tabel"}}
          |          ^^^^^^^^^^^^^^^^^^^^
        hint: did you mean "table"?

      2 errors
      "
    `);
  });

  it('E0202 an unknown type of a column', async () => {
    const files = {
      'models/marts.yml': 'version: 1\nmodels:\n  - name: orders\n    columns:\n      - {name: one, type: strng}\n',
      'models/orders.sql': 'select 1 as one\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0202 unknown type "strng"
        models/marts.yml:5:27
        5 |       - {name: one, type: strng}
          |                           ^^^^^
        hint: did you mean "string"?

      1 error
      "
    `);
  });

  it('E0202 a materialization that does not exist, in the folder defaults and in a config', async () => {
    const files = {
      'alambic.yml': `${alambicYml}models: {marts: {materialized: tabel}}\n`,
      'models/orders.sql': '{{config materialized="tabel" on_schema_change="ignor"}}\nselect 1 as one\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0202 "materialized" must be one of view, table, incremental, ephemeral, external, projection,
        found "tabel"
        alambic.yml:8:32
        8 | models: {marts: {materialized: tabel}}
          |                                ^^^^^
        hint: did you mean "table"?

      1 error
      "
    `);
    expect(await attempt({ files: { 'models/orders.sql': files['models/orders.sql'] } })).toMatchInlineSnapshot(`
      "exit code 2
      error E0210 "materialized" must be one of view, table, incremental, ephemeral, external, projection,
        found "tabel"
        models/orders.sql:1:10
        1 | {{config materialized="tabel" on_schema_change="ignor"}}
          |          ^^^^^^^^^^^^^^^^^^^^
        hint: did you mean "table"?

      error E0210 "on_schema_change" must be one of ignore, append_new_columns, sync_all_columns, fail,
        found "ignor"
        models/orders.sql:1:31
        1 | {{config materialized="tabel" on_schema_change="ignor"}}
          |                               ^^^^^^^^^^^^^^^^^^^^^^^^
        hint: did you mean "ignore"?

      2 errors
      "
    `);
  });

  it('E0202 --vars that is no mapping', async () => {
    expect(await attempt({ files: {}, argv: ['compile', '--vars', 'min_words'] })).toMatchInlineSnapshot(`
      "exit code 2
      error E0202 --vars takes a mapping in YAML or JSON
        --vars
        hint: for instance --vars '{"min_words": 5}'

      1 error
      "
    `);
  });

  it('E0203 a missing key', async () => {
    const files = {
      'sources.yml': `version: 1
sources:
  - name: shop
    connection: shop
    tables:
      - name: orders
        columns: [{name: order_id}]
`,
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0203 missing key "type" in a column
        sources.yml:7:19
        7 |         columns: [{name: order_id}]
          |                   ^^^^^^^^^^^^^^^^
        hint: type: Type, in DuckDB's spelling. Quote one that holds a comma.

      1 error
      "
    `);
  });

  it('E0208 two models of one name', async () => {
    const files = { 'models/a/orders.sql': 'select 1 as one\n', 'models/b/orders.sql': 'select 2 as two\n' };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0208 two models are named "orders"
        models/b/orders.sql
        other   models/a/orders.sql
        hint    a name is the name of the file: rename one of them; its relation can keep its name with
                alias

      1 error
      "
    `);
  });

  it('E0208 a model described twice', async () => {
    const files = {
      'models/orders.sql': 'select 1 as one\n',
      'models/marts.yml': 'version: 1\nmodels:\n  - name: orders\n  - name: orders\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0208 two entries of models and seeds are named "orders"
        models/marts.yml:4:11
        4 |   - name: orders
          |           ^^^^^^
        first   models/marts.yml:3:11
        hint    rename one of them, or take it away

      1 error
      "
    `);
  });

  it('E0215 properties of a model that does not exist', async () => {
    const files = {
      'models/product_satisfaction.sql': 'select 1 as one\n',
      'models/marts.yml': 'version: 1\nmodels:\n  - name: product_satisfation\n    description: Share.\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0215 properties of a model "product_satisfation", which does not exist
        models/marts.yml:3:11
        3 |   - name: product_satisfation
          |           ^^^^^^^^^^^^^^^^^^^
        hint: did you mean "product_satisfaction"?

      1 error
      "
    `);
  });

  it('E0216 an unknown data test', async () => {
    const files = {
      'models/orders.sql': 'select 1 as one\n',
      'models/marts.yml': `version: 1
models:
  - name: orders
    columns:
      - {name: one, data_tests: [not_nul, unique]}
`,
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0216 unknown data test "not_nul"
        models/marts.yml:5:34
        5 |       - {name: one, data_tests: [not_nul, unique]}
          |                                  ^^^^^^^
        hint: did you mean "not_null"?

      1 error
      "
    `);
  });

  it('E0217 wrong arguments of data tests', async () => {
    const files = {
      'models/orders.sql': 'select 1 as one\n',
      'models/marts.yml': `version: 1
models:
  - name: orders
    columns:
      - name: one
        data_tests:
          - accepted_range: {min: 0, max: ten}
          - relationships: {to: ref('customers')}
          - accepted_values: {value: [1]}
`,
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0217 missing key "field" in the arguments of relationships
        models/marts.yml:8:28
        8 |           - relationships: {to: ref('customers')}
          |                            ^^^^^^^^^^^^^^^^^^^^^^

      error E0217 missing key "values" in the arguments of accepted_values
        models/marts.yml:9:30
        9 |           - accepted_values: {value: [1]}
          |                              ^^^^^^^^^^^^

      error E0217 unknown key "value" in the arguments of accepted_values
        models/marts.yml:9:31
        9 |           - accepted_values: {value: [1]}
          |                               ^^^^^
        hint: did you mean "values"?

      3 errors
      "
    `);
  });
});

describe('templates', () => {
  it('E0204 braces that are not closed', async () => {
    const files = { 'models/orders.sql': 'select *\nfrom {{ref "stg_orders"} as o\n' };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0204 template: "}}" is missing
        models/orders.sql:2:24
        2 | from {{ref "stg_orders"} as o
          |                        ^
        hint: an expression is {{name "text" key=value}}; a block is {{#if x}} … {{/if}}

      1 error
      "
    `);
  });

  it('E0204 a block that is not closed', async () => {
    const files = { 'models/orders.sql': 'select 1 as one\n{{#if (is_incremental)}}\nwhere true\n' };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0204 template: {{#if}} is never closed
        models/orders.sql:2:1
        2 | {{#if (is_incremental)}}
          | ^^^^^^^^^^^^^^^^^^^^^^^^
        hint: close it with {{/if}}

      1 error
      "
    `);
  });

  it('E0204 a block that is closed by another', async () => {
    const files = { 'models/orders.sql': 'select 1 as one\n{{#if (is_incremental)}}\nwhere true\n{{/each}}\n' };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0204 template: {{#if}} is closed by {{/each}}
        models/orders.sql:2:4
        2 | {{#if (is_incremental)}}
          |    ^^
        hint: each {{#block}} is closed by its own {{/block}}

      1 error
      "
    `);
  });

  it('E0205 a computed name', async () => {
    const files = { 'models/orders.sql': 'select *\nfrom {{ref (var "which")}}\n' };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0205 ref takes literal names, so that the graph is known without running a template
        models/orders.sql:2:12
        2 | from {{ref (var "which")}}
          |            ^^^^^^^^^^^^^
        hint: write the name between quotes; choose between models with {{#if}} … {{else}} … {{/if}}

      1 error
      "
    `);
  });

  it('E0206 an unknown macro', async () => {
    const files = {
      'macros/clean_text.sql': '{{macro "clean_text" "expression" max="500"}}\ntrim({{expression}})\n',
      'models/orders.sql': 'select\n  {{clean_txt "\'a\'"}} as body\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0206 unknown helper or macro "clean_txt"
        models/orders.sql:2:5
        2 |   {{clean_txt "'a'"}} as body
          |     ^^^^^^^^^
        hint: did you mean "clean_text"?

      1 error
      "
    `);
  });

  it('E0207 wrong arguments of macros', async () => {
    const files = {
      'macros/clean_text.sql': '{{macro "clean_text" "expression" max="500"}}\nsubstr({{expression}}, 1, {{max}})\n',
      'models/a.sql': 'select\n  {{clean_text "\'a\'" maximum=200}} as body\n',
      'models/b.sql': 'select\n  {{clean_text}} as body\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0207 unknown argument "maximum": "clean_text" takes (expression, max=500)
        models/a.sql:2:3
        2 |   {{clean_text "'a'" maximum=200}} as body
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: declared in macros/clean_text.sql

      error E0207 argument "expression" is missing: "clean_text" takes (expression, max=500)
        models/b.sql:2:3
        2 |   {{clean_text}} as body
          |   ^^^^^^^^^^^^^^
        hint: declared in macros/clean_text.sql

      2 errors
      "
    `);
  });

  it('E0209 two statements, and none that is a SELECT', async () => {
    const files = {
      'models/a.sql': 'select 1 as one;\ndelete from audit\n',
      'models/b.sql': 'insert into audit\nselect 1 as one\n',
      'models/c.sql': '-- later\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0209 a model is one SELECT, and this is a second statement
        models/a.sql:2:1
        2 | delete from audit
          | ^^^^^^
        hint: keep the SELECT; what must change data belongs in a materialization

      error E0209 a model is one SELECT, and this is INSERT
        models/b.sql:1:1
        1 | insert into audit
          | ^^^^^^
        hint: keep the SELECT; what must change data belongs in a materialization

      error E0209 a model is one SELECT, and there is none
        models/c.sql
        hint: write one, or remove the file

      3 errors
      "
    `);
  });

  it('E0209 is not seen in texts and comments', async () => {
    const sql =
      "-- one; two\nselect ';delete' as a, 'it''s; so' as b, $$;x$$ as c /* ; drop */ from (select 1) as \"q;r\"; -- end\n";
    expect(await attempt({ files: { 'models/orders.sql': sql }, argv: ['build'] })).toContain('exit code 0');
  });

  it('E0210 a config without names', async () => {
    const files = { 'models/orders.sql': '{{config "table"}}\nselect 1 as one\n' };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0210 config takes key=value pairs
        models/orders.sql:1:1
        1 | {{config "table"}}
          | ^^^^^^^^^^^^^^^^^^
        hint: write {{config materialized="table"}}

      1 error
      "
    `);
  });

  it('E0213 a variable that is not defined', async () => {
    const files = {
      'alambic.yml': `${alambicYml}vars: {min_words: 3}\n`,
      'models/orders.sql': 'select 1 as one\nwhere 2 >= {{var "min_word"}}\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0213 variable "min_word" is not defined
        models/orders.sql:2:18
        2 | where 2 >= {{var "min_word"}}
          |                  ^^^^^^^^^^
        hint: did you mean "min_words"?

      1 error
      "
    `);
  });

  it('E0214 an environment variable that is not set', async () => {
    const files = { 'models/orders.sql': "select 1 as one\nwhere 'x' = '{{env_var \"ALAMBIC_TEST_REGION\"}}'\n" };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0214 environment variable ALAMBIC_TEST_REGION is not set
        models/orders.sql:2:24
        2 | where 'x' = '{{env_var "ALAMBIC_TEST_REGION"}}'
          |                        ^^^^^^^^^^^^^^^^^^^^^
        hint: set it, or give a default: {{env_var "ALAMBIC_TEST_REGION" "default"}}

      1 error
      "
    `);
  });

  it('E0218 a macro that calls itself, through another', async () => {
    const files = {
      'macros/outer.sql': '{{macro "outer" "expression"}}\ntrim({{inner expression}})\n',
      'macros/inner.sql': '{{macro "inner" "expression"}}\nlower({{outer expression}})\n',
      'models/orders.sql': 'select\n  {{outer "\'a\'"}} as body\n',
    };
    expect(await attempt({ files })).toMatchInlineSnapshot(`
      "exit code 2
      error E0218 macro "outer" calls itself without end
        macros/inner.sql:2:7
        2 | lower({{outer expression}})
          |       ^^^^^^^^^^^^^^^^^^^^
        used at macros/outer.sql:2:6
        2 | trim({{inner expression}})
          |      ^^^^^^^^^^^^^^^^^^^^
        used at models/orders.sql:2:3
        2 |   {{outer "'a'"}} as body
          |   ^^^^^^^^^^^^^^^

      1 error
      "
    `);
  });
});

describe('TypeScript', () => {
  const model = (body: string): string => `import { defineModel, ref } from 'alambic';

export default defineModel({
${body}
});
`;
  const orders = { 'models/stg_orders.sql': 'select 1 as id\n' };

  it('E0211 a model that does not compile', async () => {
    const text = model("  inputs: { orders: ref('stg_orders') },\n  transform(batch {\n    return batch.orders;\n  },");
    expect(await attempt({ files: { ...orders, 'models/enriched.ts': text } })).toMatchInlineSnapshot(`
      "exit code 2
      error E0211 Expected ")" but found "{"
        models/enriched.ts:5:19
        5 |   transform(batch {
          |                   ^

      1 error
      "
    `);
  });

  it('E0211 an import that leads nowhere', async () => {
    const text = `import { enrich } from './enrich.ts';\n${model("  inputs: { orders: ref('stg_orders') },\n  columns: { id: { type: 'integer' } },\n  transform: (batch) => batch.orders.map(enrich),")}`;
    expect(await attempt({ files: { ...orders, 'models/enriched.ts': text } })).toMatchInlineSnapshot(`
      "exit code 2
      error E0211 Could not resolve "./enrich.ts"
        models/enriched.ts:1:24
        1 | import { enrich } from './enrich.ts';
          |                        ^^^^^^^^^^^^^
        hint: paths of imports are relative to the file that imports; packages must be installed

      1 error
      "
    `);
  });

  it('E0212 a model without a default export', async () => {
    const text = 'export const model = 1;\n';
    expect(await attempt({ files: { ...orders, 'models/enriched.ts': text } })).toMatchInlineSnapshot(`
      "exit code 2
      error E0212 the file has no default export
        models/enriched.ts:1:1
        1 | export const model = 1;
          | ^^^^^^^^^^^^^^^^^^^^^^^
        hint: write: export default defineModel({ … })

      1 error
      "
    `);
  });

  it('E0212 a column without a type, and an input that is no ref', async () => {
    const text = model(
      "  inputs: { orders: 'stg_orders' },\n  columns: { id: {}, total: { type: 'decimel' } },\n  transform: (batch) => batch.orders,",
    );
    expect(await attempt({ files: { ...orders, 'models/enriched.ts': text } })).toMatchInlineSnapshot(`
      "exit code 2
      error E0212 input "orders" is neither ref('model') nor source('source', 'table')
        models/enriched.ts:4:13
        4 |   inputs: { orders: 'stg_orders' },
          |             ^^^^^^

      error E0212 column "id" has no type
        models/enriched.ts:5:14
        5 |   columns: { id: {}, total: { type: 'decimel' } },
          |              ^^
        hint: write: { type: 'varchar' }

      error E0212 column "total": "decimel" is not a type that a TypeScript model can produce
        models/enriched.ts:5:22
        5 |   columns: { id: {}, total: { type: 'decimel' } },
          |                      ^^^^^

      3 errors
      "
    `);
  });

  it('E0212 a module that throws while it is loaded', async () => {
    const text = `const settings = JSON.parse(process.env['ALAMBIC_TEST_NOTHING'] ?? '{"a":');\n${model("  inputs: { orders: ref('stg_orders') },\n  columns: { id: { type: 'integer' } },\n  transform: (batch) => batch.orders,")}console.log(settings);\n`;
    expect(await attempt({ files: { ...orders, 'models/enriched.ts': text } })).toMatchInlineSnapshot(`
      "exit code 2
      error E0212 the file cannot be imported: SyntaxError
        models/enriched.ts

      1 error
      "
    `);
  });
});
