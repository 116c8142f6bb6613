import { parseArgs } from 'node:util';
import { referenceShop } from './shop/shop-options.ts';

export interface DemoOptions {
  readonly reviews: number;
  readonly seed: number;
  /** The servers of docker-compose.yml rather than embedded ones. */
  readonly services: boolean;
  /** Let the shop live another day before the run. */
  readonly evolve: boolean;
  /** A CSV of real reviews instead of the generated ones. */
  readonly reviewsFile?: string;
}

export const usage = `npm run demo -- [--reviews N] [--seed N] [--evolve] [--services] [--reviews-file FILE]

  --reviews N          reviews of the generated shop, everything else in proportion (default 50000, least 100)
  --seed N             another shop of the same size
  --evolve             let the shop live another day first: new, edited and deleted rows
  --services           use the servers of docker-compose.yml, with the passwords of .env
  --reviews-file FILE  run on the reviews of a CSV file, with generated buyers and products
`;

/** Reads a command line, or says in one sentence what is wrong with it. */
export function parseDemoOptions(argv: readonly string[]): DemoOptions | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        reviews: { type: 'string', default: String(referenceShop.reviews) },
        seed: { type: 'string', default: String(referenceShop.seed) },
        services: { type: 'boolean', default: false },
        evolve: { type: 'boolean', default: false },
        'reviews-file': { type: 'string' },
      },
    });
    const [reviews, seed] = [wholeNumber(values.reviews), wholeNumber(values.seed)];
    if (reviews === undefined || reviews < 100) return '--reviews takes a whole number from 100';
    if (seed === undefined || seed > 0x7fffffff) return '--seed takes a whole number from 0 to 2147483647';
    const reviewsFile = values['reviews-file'];
    if (reviewsFile !== undefined && values.evolve)
      return '--evolve is for the generated shop: leave --reviews-file out';
    return {
      reviews,
      seed,
      services: values.services,
      evolve: values.evolve,
      ...(reviewsFile === undefined ? {} : { reviewsFile }),
    };
  } catch (error) {
    return (error as Error).message.split('\n')[0] ?? 'wrong arguments';
  }
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
