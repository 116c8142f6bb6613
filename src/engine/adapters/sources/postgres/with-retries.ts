import { setTimeout as wait } from 'node:timers/promises';

export interface RetryOptions {
  /** 4 where nothing is said. */
  readonly attempts?: number;
  sleep?(milliseconds: number): Promise<void>;
  /** From 0 to 1. */
  random?(): number;
}

const firstPause = 200;
const longestPause = 5000;

/** Exponential backoff with jitter over the upper half of each pause; only for what `isTransient` says can pass. */
export async function withRetries<T>(
  work: () => Promise<T>,
  isTransient: (error: unknown) => boolean,
  { attempts = 4, sleep = (milliseconds) => wait(milliseconds), random = Math.random }: RetryOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attempts || !isTransient(error)) throw error;
      const pause = Math.min(longestPause, firstPause * 2 ** (attempt - 1));
      await sleep(pause / 2 + (random() * pause) / 2);
    }
  }
}
