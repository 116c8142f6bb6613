import { copyChunks, type CopyValue } from './copy-rows.ts';
import { countPlans, type ReviewPlan } from './defects.ts';
import { Random } from './random.ts';
import { buyerAt, type Buyer } from './rows/buyer.ts';
import { orderAt, type Order } from './rows/order.ts';
import { productAt, type Product } from './rows/product.ts';
import { reviewAt, type Review } from './rows/review.ts';
import { referenceShop, type ShopOptions } from './shop-options.ts';

interface ShopTable {
  readonly name: 'products' | 'buyers' | 'orders' | 'reviews';
  readonly rows: number;
  /** Bytes of COPY's text format, columns in the order of `shopSchema`. May be read again; each time the same. */
  chunks(): Iterable<Buffer>;
}

export interface Shop {
  readonly options: ShopOptions;
  /** Reviews with each defect, and sound ones by language: what a run has to find. */
  readonly plans: Readonly<Record<ReviewPlan, number>>;
  readonly tables: readonly ShopTable[];
}

/** The whole shop, row by row: the same options give the same bytes. Nothing is held in memory. */
export function generateShop(options: Partial<ShopOptions> = {}): Shop {
  const all: ShopOptions = { ...referenceShop, ...options };
  if (all.reviews < 100 || all.buyers < 1 || all.products < 1 || all.orders < 1) {
    throw new RangeError('a shop has at least 100 reviews, one buyer, one product and one order');
  }
  const table = <T>(
    name: ShopTable['name'],
    rows: number,
    at: (options: ShopOptions, index: number, random: Random) => T,
    values: (row: T) => readonly CopyValue[],
  ): ShopTable => ({
    name,
    rows,
    chunks: () => copyChunks(each(rows, (index, random) => values(at(all, index, random)))),
  });
  return {
    options: all,
    plans: countPlans(all.seed, all.reviews),
    tables: [
      table('products', all.products, productAt, productValues),
      table('buyers', all.buyers, buyerAt, buyerValues),
      table('orders', all.orders, orderAt, orderValues),
      table('reviews', all.reviews, reviewAt, reviewValues),
    ],
  };
}

function* each<T>(count: number, row: (index: number, random: Random) => T): Generator<T> {
  const random = new Random();
  for (let index = 0; index < count; index++) yield row(index, random);
}

const money = (cents: number): string => (cents / 100).toFixed(2);

export function productValues(product: Product): readonly CopyValue[] {
  const { product_id, name, category, brand, price, created_at, updated_at } = product;
  return [product_id, name, category, brand, money(price), created_at, updated_at];
}

export function buyerValues(buyer: Buyer): readonly CopyValue[] {
  const { buyer_id, email, fullName, phone, address, postalCode, city, birthDate, country } = buyer;
  const { created_at, updated_at } = buyer;
  return [buyer_id, email, fullName, phone, address, postalCode, city, birthDate, country, created_at, updated_at];
}

export function orderValues(order: Order): readonly CopyValue[] {
  const { order_id, buyer_id, product_id, quantity, amount, status, ordered_at, updated_at } = order;
  return [order_id, buyer_id, product_id, quantity, money(amount), status, ordered_at, updated_at];
}

export function reviewValues(review: Review): readonly CopyValue[] {
  const { review_id, order_id, product_id, buyer_id, rating, summary, body } = review;
  const { helpful_votes, total_votes, created_at, updated_at } = review;
  return [
    review_id,
    order_id,
    product_id,
    buyer_id,
    rating,
    summary,
    body,
    helpful_votes,
    total_votes,
    created_at,
    updated_at,
  ];
}
