/**
 * Small seeded generator of numbers (sfc32 by Chris Doty-Humphrey, public domain).
 *
 * Each row of the shop starts its own stream from (seed, stream, index), so that any row can be written again
 * without the rows before it: that is what keeps memory flat at millions of rows. Only integer arithmetic and one
 * division are used, so every machine draws the same numbers.
 */
export class Random {
  private a = 0;
  private b = 0;
  private c = 0;
  private counter = 1;

  /** Starts the stream of one row. All three are 32-bit integers. */
  start(seed: number, stream: number, index: number): this {
    this.a = seed | 0;
    this.b = Math.imul(stream, 0x9e3779b1) | 0;
    this.c = index | 0;
    this.counter = 1;
    for (let round = 0; round < 12; round++) this.next();
    return this;
  }

  /** A 32-bit unsigned integer. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + sum) | 0;
    return sum >>> 0;
  }

  /** In [0, 1). */
  fraction(): number {
    return this.next() / 4294967296;
  }

  /** An integer from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.fraction() * count);
  }

  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** One of `choices`, in proportion to its weight in percent. */
  weigh<T>(choices: readonly T[], percents: readonly number[]): T {
    let rest = this.fraction() * 100;
    for (let index = 0; index < choices.length - 1; index++) {
      rest -= percents[index]!;
      if (rest < 0) return choices[index]!;
    }
    return choices.at(-1)!;
  }
}

/** Streams of random numbers: one for each kind of thing, so that adding a draw to one never moves another. */
export const streams = { product: 1, buyer: 2, order: 3, review: 4, reviewText: 5, shuffle: 6 } as const;
