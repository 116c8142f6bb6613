import { brands, departments, lines, type Department, type Noun } from '../catalogue.ts';
import { type Random, streams } from '../random.ts';
import type { ShopOptions } from '../shop-options.ts';
import { day, secondsOf, timestampOf } from './moment.ts';

export interface Product {
  readonly product_id: number;
  readonly name: string;
  readonly category: string;
  readonly brand: string;
  /** Cents. */
  readonly price: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly department: Department;
  readonly noun: Noun;
  /** How well it is liked: 0 poorly, 1 as most, 2 very well. */
  readonly appeal: 0 | 1 | 2;
}

/** The product of an index; 0 is the first, whose id is 1. */
export function productAt(options: ShopOptions, index: number, random: Random): Product {
  random.start(options.seed, streams.product, index);
  const department = random.pick(departments);
  const noun = random.pick(department.nouns);
  const brand = random.pick(brands);
  const [low, high] = department.price;
  const share = random.fraction();
  const price = Math.round((low + (high - low) * share * share) / 10) * 10 + 9;
  const asOf = secondsOf(options.asOf);
  const created = asOf - 3 * 365 * day + random.below(365 * day);
  return {
    product_id: index + 1,
    name: `${brand} ${random.pick(lines)} ${noun.english} ${random.pick(['S', 'X', 'T', 'R'])}${random.between(10, 990)}`,
    category: department.name,
    brand,
    price,
    created_at: timestampOf(created),
    updated_at: timestampOf(created + random.below(asOf - created)),
    department,
    noun,
    appeal: random.weigh([0, 1, 2] as const, [20, 50, 30]),
  };
}

/** Which product somebody chooses: the first ones are chosen far more often. */
export function drawProduct(options: ShopOptions, random: Random): number {
  const share = random.fraction();
  return Math.floor(options.products * share * share);
}
