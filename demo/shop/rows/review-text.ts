import type { ReviewPlan } from '../defects.ts';
import { Random, streams } from '../random.ts';
import type { ShopOptions } from '../shop-options.ts';
import { blemishText } from '../text/blemish-text.ts';
import { composeForeignReview, composeReview, composeSpam, type Language } from '../text/compose-review.ts';
import type { Mood } from '../text/phrase-book.ts';
import { plantPersonalData, type Planted } from '../text/plant-personal-data.ts';
import type { Slots } from '../text/compile-phrase.ts';
import { buyerAt } from './buyer.ts';
import { productAt, type Product } from './product.ts';
import type { Subject } from './review.ts';

interface WrittenReview {
  readonly summary: string;
  readonly body: string | null;
  readonly planted?: Planted;
}

/** Weights of 1 to 5 stars, by the appeal of the product. */
const starWeights = [
  [26, 16, 18, 20, 20],
  [9, 6, 10, 22, 53],
  [3, 3, 6, 20, 68],
] as const;

/** Weights of a positive, mixed and negative text, by stars: people are not quite consistent. */
const moodWeights = [
  [2, 6, 92],
  [5, 20, 75],
  [20, 60, 20],
  [75, 21, 4],
  [92, 6, 2],
];

const moods: readonly Mood[] = ['positive', 'mixed', 'negative'];
const emptyBodies = [null, '', '   ', '\n'];
const shortBodies: Readonly<Record<Language, readonly string[]>> = {
  en: ['ok', 'Great', 'Bad', 'Very good', 'No issues', 'Not great'],
  fr: ['ok', 'Super', 'Nul', 'Très bien', 'Rien à', 'Pas mal'],
};
const shortSummaries: Readonly<Record<Language, string>> = { en: 'No comment', fr: 'Sans commentaire' };

const productRandom = new Random();

export function drawRating(options: ShopOptions, product: number, random: Random): number {
  const { appeal } = productAt(options, product, productRandom);
  return random.weigh([1, 2, 3, 4, 5], starWeights[appeal]);
}

/** The text of a review, as planned. `revision` gives another text of the same rating. */
export function writeReview(
  options: ShopOptions,
  index: number,
  plan: ReviewPlan,
  rating: number,
  subject: Subject,
  random: Random,
  revision: number,
): WrittenReview {
  random.start(options.seed + revision, streams.reviewText, index);
  const language: Language = plan === 'en' || plan === 'fr' ? plan : random.chance(0.58) ? 'en' : 'fr';
  if (plan === 'empty_body') return { summary: shortSummaries[language], body: random.pick(emptyBodies) };
  if (plan === 'body_too_short') return { summary: shortSummaries[language], body: random.pick(shortBodies[language]) };
  if (plan === 'spam') return composeSpam(random, language);
  if (plan === 'unsupported_language') return composeForeignReview(random);

  const product = productAt(options, subject.product, productRandom);
  const mood = random.weigh(moods, moodWeights[rating - 1]!);
  const { summary, body } = composeReview(random, language, mood, slotsOf(product, language, random));
  if (!random.chance(0.03)) return { summary, body: blemishText(random, body, rating) };
  const person = buyerAt(options, subject.buyer, productRandom);
  const { sentence, ...planted } = plantPersonalData(random, language, person);
  return { summary, body: `${body} ${sentence}`, planted };
}

function slotsOf(product: Product, language: Language, random: Random): Slots {
  const { noun, department } = product;
  const english = language === 'en';
  const [the, this_] = english ? [`the ${noun.english}`, `this ${noun.english}`] : [noun.le, noun.ce];
  const price = (product.price / 100).toFixed(2);
  return {
    the,
    The: capitalise(the),
    this: this_,
    This: capitalise(this_),
    thing: noun.english,
    product: product.name,
    brand: product.brand,
    use: random.pick(english ? department.usesEnglish : department.usesFrench),
    days: String(random.between(2, 9)),
    weeks: String(random.between(2, 6)),
    months: String(random.between(2, 11)),
    minutes: String(random.between(3, 40)),
    price: english ? `£${price}` : `${price.replace('.', ',')} €`,
  };
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
