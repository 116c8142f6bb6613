import { example } from '../example.ts';

/** E02: parsing declarations and templates. */
export const parseExamples = [
  example('E0201', 'unknown key "materialised" in config', {
    at: ['models/marts/orders.sql', '{{config «materialised»="table" tags="mart"}}\nselect 1 as one\n'],
    hint: 'did you mean "materialized"?',
  }),
  example('E0202', '"severity" must be "error" or "warn", found "warning"', {
    at: [
      'models/marts/marts.yml',
      'version: 1\nmodels:\n  - name: orders\n    data_tests:\n      - row_count: {min: 1, severity: «warning»}\n',
    ],
  }),
  example('E0203', 'missing key "type" in a column', {
    at: ['sources.yml', 'tables:\n  - name: orders\n    columns: [«{name: order_id}»]\n'],
    hint: "type: Type, in DuckDB's spelling. Quote one that holds a comma.",
  }),
  example('E0204', 'template: "}}" is missing', {
    at: ['models/marts/orders.sql', 'select *\nfrom {{ref "stg_orders"«}» as o\n'],
    hint: 'an expression is {{name "text" key=value}}; a block is {{#if x}} … {{/if}}',
  }),
  example('E0205', 'ref takes literal names, so that the graph is known without running a template', {
    at: ['models/marts/orders.sql', 'select *\nfrom {{ref «(concat "stg_" region)»}}\n'],
    hint: 'write the name between quotes; choose between models with {{#if}} … {{else}} … {{/if}}',
  }),
  example('E0206', 'unknown helper or macro "clean_txt"', {
    at: [
      'models/staging/stg_reviews.sql',
      'select\n  {{«clean_txt» "r.body"}} as body\nfrom {{source "shop" "reviews"}} r\n',
    ],
    hint: 'did you mean "clean_text"?',
  }),
  example('E0207', 'unknown argument "maximum": "clean_text" takes (expression, max=500)', {
    at: [
      'models/staging/stg_reviews.sql',
      'select\n  «{{clean_text "r.body" maximum=200}}» as body\nfrom {{source "shop" "reviews"}} r\n',
    ],
    hint: 'declared in macros/clean_text.sql',
  }),
  example('E0208', 'two models are named "orders"', {
    at: ['models/marts/orders.sql'],
    notes: [{ label: 'other', text: 'models/staging/orders.sql' }],
    hint: 'a name is the name of the file: rename one of them',
  }),
  example('E0209', 'a model is one SELECT, and this is a second statement', {
    at: ['models/marts/orders.sql', 'select * from {{ref "stg_orders"}};\n«delete» from audit\n'],
    hint: 'keep the SELECT; what must change data belongs in a materialization',
  }),
  example('E0210', 'config takes key=value pairs', {
    at: ['models/marts/orders.sql', '«{{config "table"}}»\nselect * from {{ref "stg_orders"}}\n'],
    hint: 'write {{config materialized="table"}}',
  }),
  example('E0211', 'Expected ")" but found "return"', {
    at: [
      'models/enriched/review_enrichment.ts',
      'export default defineModel({\n  transform(batch {\n    «return» batch.reviews;\n',
    ],
  }),
  example('E0212', 'column "language" has no type', {
    at: [
      'models/enriched/review_enrichment.ts',
      "export default defineModel({\n  inputs: { reviews: ref('stg_reviews') },\n  columns: {\n    «language»: { from: ['reviews.body'] },\n  },\n",
    ],
    hint: "write language: { type: 'varchar', from: ['reviews.body'] }",
  }),
  example('E0213', 'variable "min_word" is not defined', {
    at: ['models/staging/stg_reviews.sql', 'select * from words\nwhere count >= {{var «"min_word"»}}\n'],
    hint: 'did you mean "min_words"?',
  }),
  example('E0214', 'environment variable REGION is not set', {
    at: ['models/marts/orders.sql', 'select * from {{ref "stg_orders"}}\nwhere region = \'{{env_var «"REGION"»}}\'\n'],
    hint: 'set it, or give a default: {{env_var "REGION" "default"}}',
  }),
  example('E0215', 'properties of a model "product_satisfation", which does not exist', {
    at: [
      'models/marts/marts.yml',
      'version: 1\nmodels:\n  - name: «product_satisfation»\n    description: Share of good ratings.\n',
    ],
    hint: 'did you mean "product_satisfaction"?',
  }),
  example('E0216', 'unknown data test "not_nul"', {
    at: [
      'models/marts/marts.yml',
      'models:\n  - name: orders\n    columns:\n      - {name: order_id, data_tests: [«not_nul», unique]}\n',
    ],
    hint: 'did you mean "not_null"?',
  }),
  example('E0217', 'accepted_range: max must be a number', {
    at: [
      'models/marts/marts.yml',
      'columns:\n  - name: satisfaction_rate\n    data_tests:\n      - accepted_range: {min: 0, max: «one»}\n',
    ],
    hint: 'for instance: accepted_range: {min: 0, max: 1}',
  }),
  example('E0218', 'macro "clean_text" calls itself without end', {
    at: ['macros/clean_text.sql', '{{macro "clean_text" "expression"}}\ntrim(«{{clean_text expression}}»)\n'],
    via: [
      [
        'models/staging/stg_reviews.sql',
        'select\n  «{{clean_text "r.body"}}» as body\nfrom {{source "shop" "reviews"}} r\n',
      ],
    ],
  }),
];
