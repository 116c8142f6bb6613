import { example } from '../example.ts';

/** E06: planning. */
export const planExamples = [
  example('E0601', 'no target named "prod"', {
    at: ['alambic.yml', 'version: 1\nname: amazon_reviews\n«targets»:\n  local: {}\n  production: {}\n'],
    hint: 'did you mean "production"?',
  }),
  example('E0602', 'a typescript model cannot be materialized as view', {
    at: ['models/enriched/review_enrichment.ts', "export default defineModel({\n  materialized: «'view'»,\n"],
    hint: 'choose table, incremental, external',
  }),
  example('E0603', 'orders: incremental_strategy merge needs a unique_key', {
    at: [
      'models/marts/orders.sql',
      '{{config materialized="incremental" «incremental_strategy="merge"»}}\nselect * from {{ref "stg_orders"}}\n',
    ],
    hint: 'name the columns that identify a row, or use incremental_strategy: append',
  }),
  example('E0604', 'columns of orders changed: new "currency"', {
    at: ['models/marts/orders.sql'],
    hint: 'run it with --full-refresh, or choose on_schema_change: append_new_columns or sync_all_columns',
  }),
  example('E0605', 'review_search: a projection says where it goes', {
    at: [
      'models/serving/review_search.sql',
      '{{config «materialized="projection"»}}\nselect * from {{ref "reviews_enriched"}}\n',
    ],
    hint: 'add projection: {store: …, collection: …, key: …} beside the model',
  }),
  example('E0607', 'another run holds the target', {
    notes: [
      {
        label: 'holder',
        text: 'build (run 20261123-101502-k3v9) by process 4711 on ci-7 since 2026-11-23T10:15:02.000Z',
      },
    ],
    hint: 'wait for it with --wait <seconds>, or stop it',
  }),
];
