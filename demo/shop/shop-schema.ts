/** A table of the shop, in PostgreSQL. */
export interface TableSchema {
  readonly name: 'products' | 'buyers' | 'orders' | 'reviews';
  readonly comment: string;
  /** Name, type and remark of each column; the first one is the primary key. */
  readonly columns: readonly (readonly [name: string, type: string, comment: string])[];
}

const changed = [
  'updated_at',
  'timestamp not null',
  'Last change of the row (UTC): the cursor of incremental extraction.',
] as const;

/** Reviews have no foreign keys: what the shop collects may name products and buyers that do not exist. */
export const shopSchema: readonly TableSchema[] = [
  {
    name: 'products',
    comment: 'Catalogue of the marketplace.',
    columns: [
      ['product_id', 'bigint', 'Number of the product.'],
      ['name', 'text not null', 'Commercial name.'],
      ['category', 'text not null', 'Department of the shop.'],
      ['brand', 'text not null', 'Maker.'],
      ['price', 'numeric(10,2) not null', 'Current price, taxes included.'],
      ['created_at', 'timestamp not null', 'When it was first sold (UTC).'],
      changed,
    ],
  },
  {
    name: 'buyers',
    comment: 'Customer accounts: personal data.',
    columns: [
      ['buyer_id', 'bigint', 'Number of the account.'],
      ['email', 'text not null', 'Address that the account signs in with.'],
      ['full_name', 'text not null', 'First and family name.'],
      ['phone', 'text', 'For the courier.'],
      ['address', 'text', 'Street and number.'],
      ['postal_code', 'text', 'Postal code.'],
      ['city', 'text', 'Town.'],
      ['birth_date', 'date', 'Given by the buyer, for age-restricted articles.'],
      ['country', 'text not null', 'ISO 3166 code.'],
      ['created_at', 'timestamp not null', 'When the account was opened (UTC).'],
      changed,
    ],
  },
  {
    name: 'orders',
    comment: 'Order lines: one product bought by one buyer.',
    columns: [
      ['order_id', 'bigint', 'Number of the order line.'],
      ['buyer_id', 'bigint not null', 'Who ordered.'],
      ['product_id', 'bigint not null', 'What was ordered.'],
      ['quantity', 'integer not null', 'Number of pieces.'],
      ['amount', 'numeric(12,2) not null', 'Price paid, taxes included.'],
      ['status', 'text not null', 'delivered, shipped, cancelled or returned.'],
      ['ordered_at', 'timestamp not null', 'When it was ordered (UTC).'],
      changed,
    ],
  },
  {
    name: 'reviews',
    comment: 'Reviews as buyers sent them, unchecked.',
    columns: [
      ['review_id', 'bigint', 'Number of the review.'],
      ['order_id', 'bigint', 'Order that is reviewed, where there is one.'],
      ['product_id', 'bigint', 'Product that is reviewed.'],
      ['buyer_id', 'bigint', 'Author.'],
      ['rating', 'integer', 'Stars, 1 to 5 where all is well.'],
      ['summary', 'text', 'Title.'],
      ['body', 'text', 'Free text: may hold anything, personal data included.'],
      ['helpful_votes', 'integer not null', 'Readers who found it helpful.'],
      ['total_votes', 'integer not null', 'Readers who voted.'],
      ['created_at', 'timestamp', 'When it was written (UTC).'],
      changed,
    ],
  },
];

/** Creates a table without its key and index: they are cheaper to build when the rows are there. */
export function createTable(table: TableSchema): string {
  const columns = table.columns.map(([name, type]) => `  ${name} ${type}`).join(',\n');
  return `create table ${table.name} (\n${columns}\n)`;
}

/** The primary key, the index of the cursor, and the comments. */
export function finishTable(table: TableSchema): readonly string[] {
  const key = table.columns[0]?.[0] ?? '';
  return [
    `alter table ${table.name} add primary key (${key})`,
    `create index ${table.name}_updated_at on ${table.name} (updated_at)`,
    `comment on table ${table.name} is ${quoted(table.comment)}`,
    ...table.columns.map(([name, , comment]) => `comment on column ${table.name}.${name} is ${quoted(comment)}`),
  ];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
