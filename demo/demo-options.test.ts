import { expect, it } from 'vitest';
import { parseDemoOptions } from './demo-options.ts';

it('takes the reference shop where nothing is said', () => {
  expect(parseDemoOptions([])).toEqual({ reviews: 50_000, seed: 20260630, services: false, evolve: false });
});

it('reads every option', () => {
  const argv = ['--reviews', '1000000', '--seed=7', '--services', '--evolve'];
  expect(parseDemoOptions(argv)).toEqual({ reviews: 1_000_000, seed: 7, services: true, evolve: true });
  expect(parseDemoOptions(['--reviews-file', 'reviews.csv'])).toMatchObject({ reviewsFile: 'reviews.csv' });
});

it.each([
  [['--reviews', '99'], '--reviews takes a whole number from 100'],
  [['--reviews', '1e5'], '--reviews takes a whole number from 100'],
  [['--seed', '4294967296'], '--seed takes a whole number from 0 to 2147483647'],
  [['--evolve', '--reviews-file', 'x.csv'], '--evolve is for the generated shop: leave --reviews-file out'],
  [['--review', '5'], "Unknown option '--review'"],
  [['extra'], "Unexpected argument 'extra'"],
])('refuses %j and says why', (argv, reason) => {
  expect(parseDemoOptions(argv)).toContain(reason);
});
