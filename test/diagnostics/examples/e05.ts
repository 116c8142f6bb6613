import { example } from '../example.ts';

const contract = 'models:\n  - name: product_satisfaction\n    contract: {enforced: true}\n    columns:\n';

/** E05: types, contracts and TypeScript models. */
export const contractExamples = [
  example('E0501', 'contract of product_satisfaction: column "month" is declared but the model does not give it', {
    at: [
      'models/marts/marts.yml',
      `${contract}      - {name: product_id, type: bigint}\n      - {name: «month», type: date}\n`,
    ],
  }),
  example(
    'E0502',
    'contract of product_satisfaction: column "satisfaction_rate" is declared as double but the model gives decimal(18,3)',
    {
      at: ['models/marts/marts.yml', `${contract}      - {name: «satisfaction_rate», type: double}\n`],
      hint: 'cast it in the model: cast(… as double) as satisfaction_rate',
    },
  ),
  example('E0503', 'the cursor "updated" is not a declared column of shop.orders', {
    at: [
      'sources.yml',
      'tables:\n  - name: orders\n    extract: {mode: incremental, cursor: «updated», primary_key: order_id}\n',
    ],
    hint: 'did you mean "updated_at"?',
  }),
  example('E0504', 'column "full_name" of shop.buyers is removed by a treatment', {
    at: ['models/staging/stg_buyers.sql', 'select\n  buyer_id,\n  «b.full_name»\nfrom {{source "shop" "buyers"}} b\n'],
    notes: [{ label: 'removed', text: 'identity.name: drop (policies.yml)' }],
    hint: 'do without it: what is dropped at extraction is nowhere in the lake or the warehouse',
  }),
  example(
    'E0505',
    'model "review_enrichment", row 17 of input "reviews", column "quality_score": expected double, got a string',
    {
      at: [
        'models/enriched/review_enrichment.ts',
        "  columns: {\n    review_id: { type: 'bigint', from: ['reviews.review_id'] },\n    «quality_score»: { type: 'double' },\n  },\n",
      ],
    },
  ),
  example('E0506', 'model "review_enrichment" threw TypeError: cannot read properties of undefined', {
    at: [
      'models/enriched/review_enrichment.ts',
      '  transform(batch) {\n    return batch.reviews.map((row) => ({ words: row.text.«split»(" ").length }));\n  },\n',
    ],
    notes: [{ label: 'given', text: 'rows 1 to 1,000 of input "reviews"' }],
  }),
];
