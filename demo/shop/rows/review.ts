import { planReview, type ReviewPlan } from '../defects.ts';
import { type Random, streams } from '../random.ts';
import type { ShopOptions } from '../shop-options.ts';
import type { Planted } from '../text/plant-personal-data.ts';
import { day, secondsOf, timestampOf } from './moment.ts';
import { purchaseAt } from './order.ts';
import { drawProduct } from './product.ts';
import { drawRating, writeReview } from './review-text.ts';

export interface Review {
  readonly review_id: number;
  readonly order_id: number | null;
  readonly product_id: number;
  readonly buyer_id: number;
  readonly rating: number;
  readonly summary: string;
  readonly body: string | null;
  readonly helpful_votes: number;
  readonly total_votes: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly plan: ReviewPlan;
  readonly planted?: Planted;
}

/** The instant of every review whose defect is a future date: so far off that it stays one. */
const farFuture = secondsOf('2099-01-01T00:00:00Z');

/**
 * The review of an index; 0 is the first, whose id is 1. `revision` counts its author's edits of the text.
 * A duplicate repeats a sound review of the same block, a few hours later.
 */
export function reviewAt(options: ShopOptions, index: number, random: Random, revision = 0): Review {
  const plan = planReview(options.seed, index, random);
  if (plan !== 'duplicate') return firstReviewAt(options, index, plan, random, revision);
  const original = originalOf(options, index, random);
  const copy = firstReviewAt(options, original, planReview(options.seed, original, random), random, 0);
  const created = secondsOf(`${copy.created_at}Z`) + random.between(60, 3 * day);
  const at = timestampOf(created);
  return { ...copy, review_id: index + 1, plan, helpful_votes: 0, total_votes: 0, created_at: at, updated_at: at };
}

/** The index of the sound review that a duplicate repeats. */
export function originalOf(options: ShopOptions, index: number, random: Random): number {
  random.start(options.seed, streams.shuffle, -1 - index);
  const start = index - (index % 1_000);
  const length = Math.min(1_000, options.reviews - start);
  const offset = random.below(Math.max(1, length));
  for (let step = 0; step < options.reviews; step++) {
    const inBlock = start + ((offset + step) % length);
    const candidate = step < length ? inBlock : step;
    const plan = planReview(options.seed, candidate, random);
    if (plan === 'en' || plan === 'fr') return candidate;
  }
  throw new RangeError('a shop of so few reviews has no sound one to repeat');
}

function firstReviewAt(
  options: ShopOptions,
  index: number,
  plan: ReviewPlan,
  random: Random,
  revision: number,
): Review {
  random.start(options.seed, streams.review, index);
  const subject = drawSubject(options, index, plan, random);
  const rating = drawRating(options, subject.product, random);
  const total = random.chance(0.3) ? random.below(20) : 0;
  const helpful = total === 0 ? 0 : random.between(0, total);
  const edited = random.chance(0.1) ? random.below(3 * day) : 0;
  const badRating = random.pick([0, 6, 7, -1, 10]);
  const strangerAway = random.between(1, 500);
  const written = writeReview(options, index, plan, rating, subject, random, revision);
  return {
    review_id: index + 1,
    order_id: subject.order === undefined ? null : subject.order + 1,
    product_id: plan === 'unknown_product' ? options.products * 10 + strangerAway : subject.product + 1,
    buyer_id: plan === 'unknown_buyer' ? options.buyers * 10 + strangerAway : subject.buyer + 1,
    rating: plan === 'rating_out_of_range' ? badRating : rating,
    helpful_votes: helpful,
    total_votes: total,
    created_at: timestampOf(plan === 'future_date' ? farFuture + (subject.createdAt % (300 * day)) : subject.createdAt),
    updated_at: timestampOf(subject.createdAt + edited),
    plan,
    ...written,
  };
}

export interface Subject {
  readonly order?: number;
  readonly buyer: number;
  readonly product: number;
  /** Seconds since 1970, at least 8 days before the shop's date. */
  readonly createdAt: number;
}

/** Most reviews are of an order, and no two of the same one; the others are by people who bought elsewhere. */
function drawSubject(options: ShopOptions, index: number, plan: ReviewPlan, random: Random): Subject {
  const ordered = random.chance(0.85) && plan !== 'unknown_product' && plan !== 'unknown_buyer';
  const delay = random.between(2 * day, 36 * day);
  if (ordered && index < options.orders) {
    const order = orderOfReview(options, index);
    const purchase = purchaseAt(options, order, random);
    random.start(options.seed, streams.review, -1 - index);
    return { order, ...purchase, createdAt: purchase.orderedAt + delay };
  }
  const latest = secondsOf(options.asOf) - 9 * day;
  return {
    buyer: random.below(options.buyers),
    product: drawProduct(options, random),
    createdAt: latest - random.below(2 * 365 * day),
  };
}

/** Sends the first reviews to the orders, each to another one. */
function orderOfReview(options: ShopOptions, index: number): number {
  let step = Math.floor(options.orders * 0.618) | 1;
  while (divisor(step, options.orders) !== 1) step += 2;
  return Number((BigInt(index) * BigInt(step) + 17n) % BigInt(options.orders));
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}
