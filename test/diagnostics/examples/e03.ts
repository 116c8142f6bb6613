import { example } from '../example.ts';

/** E03: the graph and selections of it. */
export const graphExamples = [
  example('E0301', 'unknown ref: no model or seed named "stg_order"', {
    at: ['models/marts/orders.sql', 'select\n  order_id,\n  amount\nfrom {{ref «"stg_order"»}}\n'],
    hint: 'did you mean "stg_orders"?',
  }),
  example('E0302', 'unknown source: "shop" has no table "order"', {
    at: ['models/staging/stg_orders.sql', 'select *\nfrom {{source "shop" «"order"»}}\n'],
    hint: 'did you mean "orders"?',
  }),
  example('E0303', 'cycle: orders → customers → segments → orders', {
    at: [
      'models/marts/orders.sql',
      'select *\nfrom {{ref "stg_orders"}}\njoin {{ref «"segments"»}} using (buyer_id)\n',
    ],
    notes: [
      { label: 'edge', text: 'orders → customers  models/marts/customers.sql:2' },
      { label: 'edge', text: 'customers → segments  models/marts/segments.sql:4' },
      { label: 'edge', text: 'segments → orders  models/marts/orders.sql:3' },
    ],
    hint: 'take one of these refs away, or move what both models need into a third one',
  }),
  example('E0304', 'disabled parent: "stg_orders" is disabled', {
    at: ['models/marts/orders.sql', 'select *\nfrom {{ref «"stg_orders"»}}\n'],
    hint: 'enable it (models/staging/stg_orders.sql), or disable this model as well',
  }),
  example('E0305', 'invalid selection: no selection method is called "tags"', {
    at: ['--select', '«tags»:mart+'],
    hint: 'did you mean "tag"?',
  }),
  example('E0306', 'two models with one relation: "orders" and "orders_v2" would both write marts.orders', {
    at: ['models/marts/orders_v2.sql', '{{config «alias="orders"»}}\nselect * from {{ref "stg_orders"}}\n'],
    notes: [{ label: 'first', text: 'models/marts/orders.sql' }],
    hint: 'give one of them another alias or schema',
  }),
  example('E0307', 'nothing matches "tag:marts"', {
    severity: 'warning',
    at: ['--select', 'stg_orders «tag:marts»'],
    hint: 'did you mean "tag:mart"?',
  }),
];
