import { example } from '../example.ts';

/** E07: running. */
export const runExamples = [
  example('E0701', 'a scalar subquery returned more than one row', {
    at: [
      'models/marts/orders.sql',
      'select\n  order_id,\n  «(select rate from {{ref "rates"}})» as rate\nfrom {{ref "stg_orders"}}\n',
    ],
  }),
  example('E0702', 'data test relationships_orders_buyer_id: 1,204 failures', {
    at: [
      'models/marts/marts.yml',
      "columns:\n  - name: buyer_id\n    data_tests:\n      - «relationships»: {to: ref('stg_buyers'), field: buyer_id}\n",
    ],
    hint: 'set store_failures: true to keep the failing rows in a table',
  }),
  example(
    'E0703',
    'data test satisfaction_is_a_share could not run: Referenced column "rate" not found in FROM clause',
    {
      at: [
        'tests/satisfaction_is_a_share.sql',
        'select *\nfrom {{ref "product_satisfaction"}}\nwhere «rate» not between 0 and 1\n',
      ],
      hint: 'there are: "satisfaction_rate"',
    },
  ),
  example('E0704', 'column "summary" is missing from public.reviews', {
    at: [
      'sources.yml',
      'tables:\n  - name: reviews\n    columns:\n      - {name: «summary», type: varchar, privacy: content.free_text}\n',
    ],
    hint: 'take it out of sources.yml, or put it back into the table',
  }),
  example('E0705', 'no space left on the disk', {
    hint: 'free some space and run the command again: what was published before is untouched',
  }),
  example('E0706', 'line 3: 2 values expected, as the header has, found 3', {
    location: { file: 'seeds/countries.csv', line: 3, column: 1 },
    hint: 'put a value that holds "," between double quotes',
  }),
  example('E0707', 'raw/shop/reviews/000004/part-00000.parquet is not what its manifest says', {
    hint: 'restore an earlier version of the file, or extract again with --full-refresh',
  }),
  example('E0708', 'product_satisfaction: interrupted', {
    hint: 'run the same command again: finished steps are not repeated',
  }),
  example('E0709', 'unit test empty_reviews_are_rejected: 1 expected row is missing, 1 row came that is not expected', {
    at: [
      'models/enriched/enriched.yml',
      'unit_tests:\n  - name: «empty_reviews_are_rejected»\n    model: rejected_reviews\n',
    ],
    notes: [
      { label: 'missing', text: 'review_id: 1, reason: "empty_body"' },
      { label: 'surplus', text: 'review_id: 1, reason: "too_short"' },
    ],
  }),
  example('E0710', 'PostgreSQL at db.internal:5432/shop took longer than statement_timeout for public.reviews', {
    hint: 'raise "statement_timeout" of the connection (seconds), or extract incrementally',
  }),
  example('E0711', 'another process has the warehouse file open: duckdb, pid 4711', {
    hint: 'DuckDB gives a file to one process at a time: close the other one, or wait for it to end',
  }),
  example('E0712', 'projection to reviews: 3 rows share a key with another row', {
    at: ['models/serving/review_search.sql'],
    hint: 'the key must be unique and not null: add data tests unique and not_null on review_id',
  }),
];
