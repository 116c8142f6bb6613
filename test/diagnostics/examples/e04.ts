import { example } from '../example.ts';

/** E04: SQL. */
export const sqlExamples = [
  example('E0401', 'syntax error at or near "form"', {
    at: ['models/marts/orders.sql', 'select\n  order_id,\n  amount\n«form» {{ref "stg_orders"}}\n'],
  }),
  example('E0402', 'Referenced column "ratng" not found in FROM clause', {
    at: [
      'models/marts/product_satisfaction.sql',
      'select\n  product_id,\n  avg(«ratng») as satisfaction\nfrom {{ref "stg_reviews"}}\ngroup by product_id\n',
    ],
    hint: 'there are: "rating", "reviews.rating"',
  }),
  example('E0403', 'Table with name stg_orders does not exist', {
    at: ['models/marts/orders.sql', 'select *\nfrom «stg_orders»\n'],
    hint: 'a model is named with {{ref "stg_orders"}}, so that it is built first',
  }),
  example('E0404', 'Scalar Function with name regexp_replce does not exist', {
    at: [
      'macros/clean_text.sql',
      "{{macro \"clean_text\" \"expression\"}}\ntrim(«regexp_replce»({{expression}}, '\\s+', ' ', 'g'))\n",
    ],
    via: [
      [
        'models/staging/stg_reviews.sql',
        'select\n  review_id,\n  «{{clean_text "r.body"}}» as body\nfrom {{source "shop" "reviews"}} r\n',
      ],
    ],
    hint: 'did you mean "regexp_replace"?',
  }),
  example('E0405', 'no function takes these types: sum(VARCHAR)', {
    at: [
      'models/marts/orders.sql',
      'select\n  buyer_id,\n  «sum(status)» as total\nfrom {{ref "stg_orders"}}\ngroup by buyer_id\n',
    ],
    hint: 'there are: sum(DECIMAL) -> DECIMAL · sum(DOUBLE) -> DOUBLE · sum(HUGEINT) -> HUGEINT',
  }),
];
