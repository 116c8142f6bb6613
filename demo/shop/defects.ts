import { Random, streams } from './random.ts';

/** Why a review is rejected: the codes of `rejected_reviews.reason`. */
type RejectionReason =
  | 'empty_body'
  | 'body_too_short'
  | 'rating_out_of_range'
  | 'unknown_product'
  | 'unknown_buyer'
  | 'future_date'
  | 'duplicate'
  | 'spam'
  | 'unsupported_language';

/** What is planned for a review: a defect, or a sound one in English or French. */
export type ReviewPlan = RejectionReason | 'en' | 'fr';

/** Out of each 1,000 reviews, so that the number of defects is known before anything is generated. */
export const plansPerThousand: readonly (readonly [plan: ReviewPlan, count: number])[] = [
  ['empty_body', 8],
  ['body_too_short', 4],
  ['rating_out_of_range', 8],
  ['unknown_product', 5],
  ['unknown_buyer', 4],
  ['future_date', 4],
  ['duplicate', 8],
  ['spam', 8],
  ['unsupported_language', 20],
  ['en', 540],
  ['fr', 391],
];

const block = 1_000;

const planOfSlot: readonly ReviewPlan[] = plansPerThousand.flatMap(([plan, count]) =>
  Array.from({ length: count }, () => plan),
);

/** Multipliers that have no factor in common with a block: each sends its rows to every slot exactly once. */
const multipliers = [7, 11, 13, 17, 19, 23, 27, 29, 31, 37, 41, 43, 47, 49, 53, 59, 61, 63, 67, 71, 73, 77, 79, 83];

/** The plan of a review, from its index (0 is the first). Within a block each slot is used once. */
export function planReview(seed: number, index: number, random = new Random()): ReviewPlan {
  random.start(seed, streams.shuffle, Math.floor(index / block));
  const multiplier = random.pick(multipliers);
  const shift = random.below(block);
  return planOfSlot[(multiplier * (index % block) + shift) % block]!;
}

export function isSound(plan: ReviewPlan): plan is 'en' | 'fr' {
  return plan === 'en' || plan === 'fr';
}

type PlanCounts = Record<ReviewPlan, number>;

/** How many reviews are planned with each defect, and how many sound ones in each language. */
export function countPlans(seed: number, reviews: number): Readonly<PlanCounts> {
  const whole = Math.floor(reviews / block);
  const counts = Object.fromEntries(plansPerThousand.map(([plan, count]) => [plan, count * whole])) as PlanCounts;
  const random = new Random();
  for (let index = whole * block; index < reviews; index++) {
    const plan = planReview(seed, index, random);
    counts[plan]++;
  }
  return counts;
}
