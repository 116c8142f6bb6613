import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { countPlans, isSound, planReview, plansPerThousand } from './defects.ts';
import { generateShop } from './generate-shop.ts';
import { Random } from './random.ts';
import { buyerAt } from './rows/buyer.ts';
import { orderAt } from './rows/order.ts';
import { productAt } from './rows/product.ts';
import { originalOf, reviewAt, type Review } from './rows/review.ts';
import { referenceShop, scaleShop, type ShopOptions } from './shop-options.ts';

const small = scaleShop(2_500);
const random = new Random();
const rows = <T>(count: number, at: (options: ShopOptions, index: number, random: Random) => T): T[] =>
  Array.from({ length: count }, (_, index) => at(small, index, random));

const reviews = rows(small.reviews, reviewAt);
const orders = rows(small.orders, orderAt);
const of = (plan: Review['plan']): Review[] => reviews.filter((review) => review.plan === plan);

function digests(options: ShopOptions): Record<string, string> {
  const digest = (chunks: Iterable<Buffer>): string => {
    const hash = createHash('sha256');
    for (const chunk of chunks) hash.update(chunk);
    return hash.digest('hex').slice(0, 16);
  };
  return Object.fromEntries(generateShop(options).tables.map((table) => [table.name, digest(table.chunks())]));
}

describe('the bytes of the shop', () => {
  it('are the same for the same options, on every machine', () => {
    expect(digests(small)).toMatchInlineSnapshot(`
      {
        "buyers": "23e4a74e2e878c1b",
        "orders": "73ac1cdc112b0e14",
        "products": "e3daa0f921c5dc58",
        "reviews": "d0c6b5a5ae8146c0",
      }
    `);
  });

  it('are others for another seed, in every table', () => {
    const [one, other] = [digests(small), digests({ ...small, seed: small.seed + 1 })];
    for (const table of Object.keys(one)) expect(other[table], table).not.toBe(one[table]);
  });

  it('do not depend on the rows before: a row alone is the row of the stream', () => {
    expect(reviewAt(small, 1_234, new Random())).toEqual(reviews[1_234]);
    expect(orderAt(small, 777, new Random())).toEqual(orders[777]);
  });

  it('come in chunks of about 64 KiB, so that memory stays flat', () => {
    const sizes = [...(generateShop(small).tables.at(-1)?.chunks() ?? [])].map((chunk) => chunk.length);
    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.max(...sizes)).toBeLessThan(80_000);
  });

  it('are refused for a shop too small to hold its defects', () => {
    expect(() => generateShop({ reviews: 20 })).toThrow(/at least 100 reviews/);
  });
});

describe('the defects', () => {
  it('stand in the reference shop at their rates, exactly', () => {
    const expected = Object.fromEntries(plansPerThousand.map(([plan, count]) => [plan, count * 50]));
    expect(countPlans(referenceShop.seed, 50_000)).toEqual(expected);
    expect(plansPerThousand.reduce((sum, [, count]) => sum + count, 0)).toBe(1_000);
  });

  it('are counted in a last, incomplete thousand too', () => {
    const counted: Record<string, number> = {};
    for (const { plan } of reviews) counted[plan] = (counted[plan] ?? 0) + 1;
    expect(generateShop(small).plans).toEqual(counted);
  });

  it('are what their name says, and sound reviews have none of them', () => {
    const exists = (review: Review): boolean => review.product_id <= small.products && review.buyer_id <= small.buyers;
    const words = (review: Review): number => review.body?.match(/\p{L}+/gu)?.length ?? 0;
    expect(of('empty_body').every((review) => (review.body ?? '').trim() === '')).toBe(true);
    expect(of('body_too_short').every((review) => words(review) >= 1 && words(review) <= 2)).toBe(true);
    expect(of('rating_out_of_range').every(({ rating }) => rating < 1 || rating > 5)).toBe(true);
    expect(of('unknown_product').every(({ product_id }) => product_id > small.products)).toBe(true);
    expect(of('unknown_buyer').every(({ buyer_id }) => buyer_id > small.buyers)).toBe(true);
    expect(of('future_date').every(({ created_at }) => created_at.startsWith('2099-'))).toBe(true);
    expect(of('spam').every(({ body }) => /\.example/.test(body ?? ''))).toBe(true);
    for (const review of [...of('en'), ...of('fr')]) {
      expect(
        exists(review) && words(review) >= 3 && review.rating >= 1 && review.rating <= 5,
        `${review.review_id}`,
      ).toBe(true);
      expect(review.created_at < '2026-06-30').toBe(true);
    }
  });

  it('repeat the text, the buyer and the product of a sound review for a duplicate, and nothing else repeats', () => {
    const key = ({ buyer_id, product_id, body }: Review): string => JSON.stringify([buyer_id, product_id, body]);
    const first = new Map([...of('en'), ...of('fr')].map((review) => [key(review), review]));
    expect(first.size).toBe(of('en').length + of('fr').length);
    for (const review of of('duplicate')) {
      const original = first.get(key(review));
      expect(original?.review_id).toBe(originalOf(small, review.review_id - 1, random) + 1);
      expect(review.created_at > (original?.created_at ?? '')).toBe(true);
      expect(isSound(planReview(small.seed, (original?.review_id ?? 0) - 1))).toBe(true);
    }
  });
});

describe('the rows', () => {
  it('refer to each other: a review of an order is by its buyer, of its product, and later; no order has two', () => {
    const repeats = new Set(of('duplicate').map(({ review_id }) => review_id));
    const ordered = reviews.filter(({ order_id, review_id }) => order_id !== null && !repeats.has(review_id));
    expect(ordered.length / reviews.length).toBeGreaterThan(0.8);
    expect(new Set(ordered.map(({ order_id }) => order_id)).size).toBe(ordered.length);
    for (const review of ordered) {
      const order = orders[(review.order_id ?? 0) - 1];
      expect(order).toMatchObject({ buyer_id: review.buyer_id, product_id: review.product_id });
      expect((order?.ordered_at ?? '') < review.created_at).toBe(true);
    }
  });

  it('have one e-mail address for each buyer, under the domains that are kept for examples', () => {
    const emails = rows(small.buyers, buyerAt).map(({ email }) => email);
    expect(new Set(emails).size).toBe(small.buyers);
    expect(emails.every((email) => /^[a-z.]+\d+@example\.(com|org|net)$/.test(email))).toBe(true);
  });

  it('change only after they were made, and never after the date of the shop', () => {
    const all = [
      ...reviews.filter(({ plan }) => plan !== 'future_date'),
      ...rows(small.products, productAt),
      ...rows(small.buyers, buyerAt),
    ];
    for (const { created_at, updated_at } of all) expect(created_at <= updated_at).toBe(true);
    for (const { updated_at } of [...reviews, ...orders]) expect(updated_at < '2026-06-30').toBe(true);
  });

  it('plant personal data of the author in some texts, as the shop knows it', () => {
    const planted = reviews.filter((review) => review.planted !== undefined);
    expect(planted.length).toBeGreaterThan(40);
    expect(new Set(planted.map(({ planted: it }) => it?.kind))).toEqual(new Set(['email', 'phone', 'name', 'address']));
    for (const { body, planted: it, buyer_id, plan } of planted) {
      expect(body).toContain(it?.value);
      if (plan === 'unknown_buyer') continue;
      const buyer = buyerAt(small, buyer_id - 1, random);
      expect([
        buyer.email,
        buyer.phone,
        buyer.fullName,
        `${buyer.address}, ${buyer.postalCode} ${buyer.city}`,
      ]).toContain(it?.value);
    }
  });
});

describe('the texts', () => {
  it('leave no slot or choice unfilled, and need escaping now and then', () => {
    const bodies = reviews.map(({ body, summary }) => `${summary} ${body ?? ''}`);
    expect(bodies.filter((body) => /[[\]{}|]|undefined/.test(body))).toEqual([]);
    for (const what of [/&#39;/, /&eacute;/, /<br \/>/, /\n/, /\p{Extended_Pictographic}/u]) {
      expect(
        bodies.some((body) => what.test(body)),
        String(what),
      ).toBe(true);
    }
  });

  it('sound as the stars do, for most', () => {
    const words = (stars: number): string =>
      [...of('en')]
        .filter(({ rating }) => rating === stars)
        .map(({ summary }) => summary)
        .join(' ');
    const share = (text: string, word: RegExp): number => (text.match(word)?.length ?? 0) / text.split(' ').length;
    const bad = /disappointed|Waste|Poor|Never again|Do not buy|Avoid/g;
    expect(share(words(1), bad)).toBeGreaterThan(10 * share(words(5), bad));
    expect(share(words(5), bad)).toBeGreaterThan(0);
  });
});
