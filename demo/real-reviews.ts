import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { failure } from '../src/engine/diagnostics/diagnostic.ts';
import { readCsv } from './read-csv.ts';
import { copyChunks, type CopyValue } from './shop/copy-rows.ts';
import { buyerValues, productValues } from './shop/generate-shop.ts';
import { replaceShop } from './shop/load-shop.ts';
import { Random } from './shop/random.ts';
import { buyerAt } from './shop/rows/buyer.ts';
import { day, secondsOf, timestampOf } from './shop/rows/moment.ts';
import { productAt } from './shop/rows/product.ts';
import { referenceShop, type ShopOptions } from './shop/shop-options.ts';

export interface RealShop {
  readonly loaded: boolean;
  readonly reviews: number;
  readonly buyers: number;
  readonly products: number;
}

/** A review as the file has it, with numbers in place of the file's ids. */
interface RealReview {
  readonly review: number;
  readonly buyer: number;
  readonly product: number;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Loads a CSV of real reviews as the shop: review_id, buyer_id, product_id, rating, summary, body, review_date,
 * helpful_yes, total_vote. Buyers and products are generated, one for each id of the file; each review has its order.
 */
export async function loadRealReviews(url: string, file: string): Promise<RealShop> {
  const bytes = readReviews(file);
  const buyers = numbering();
  const products = numbering();
  const reviews = [...readCsv(bytes.toString('utf8'))].map((fields, index) => ({
    review: index + 1,
    buyer: buyers.number(fields['buyer_id'] ?? ''),
    product: products.number(fields['product_id'] ?? ''),
    fields,
  }));
  const options: ShopOptions = {
    ...referenceShop,
    reviews: reviews.length,
    buyers: buyers.size(),
    products: products.size(),
    asOf: '2012-01-01T00:00:00Z',
  };
  const random = new Random();
  const generated = <T>(count: number, values: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => values(index));
  const fingerprint = `real ${createHash('sha256').update(bytes).digest('hex')}`;
  const { loaded } = await replaceShop(url, fingerprint, {
    products: () =>
      copyChunks(generated(options.products, (index) => productValues(productAt(options, index, random)))),
    buyers: () => copyChunks(generated(options.buyers, (index) => buyerValues(buyerAt(options, index, random)))),
    orders: () => copyChunks(reviews.map((review) => orderOf(review, options, random))),
    reviews: () => copyChunks(reviews.map(reviewOf)),
  });
  return { loaded, reviews: options.reviews, buyers: options.buyers, products: options.products };
}

function readReviews(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : 'permission denied';
    throw failure('E0103', `${file} cannot be read: ${reason}`);
  }
}

function orderOf(
  { review, buyer, product, fields }: RealReview,
  options: ShopOptions,
  random: Random,
): readonly CopyValue[] {
  const written = secondsOf(`${fields['review_date']}T12:00:00Z`);
  const { price } = productAt(options, product - 1, random);
  return [
    review,
    buyer,
    product,
    1,
    (price / 100).toFixed(2),
    'delivered',
    timestampOf(written - 10 * day),
    timestampOf(written - 5 * day),
  ];
}

function reviewOf({ review, buyer, product, fields }: RealReview): readonly CopyValue[] {
  const { rating = '', summary = '', body = '', helpful_yes = '0', total_vote = '0' } = fields;
  const written = timestampOf(secondsOf(`${fields['review_date']}T12:00:00Z`));
  return [review, review, product, buyer, rating, summary, body, helpful_yes, total_vote, written, written];
}

/** Gives each id a number, from 1, in the order in which they appear. */
function numbering(): { number(id: string): number; size(): number } {
  const known = new Map<string, number>();
  return {
    number(id) {
      const number = known.get(id) ?? known.size + 1;
      known.set(id, number);
      return number;
    },
    size: () => known.size,
  };
}
