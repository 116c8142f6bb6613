import { setTimeout as wait } from 'node:timers/promises';
import type { ErrorCode } from '../diagnostics/codes.ts';
import { AlambicError, failure } from '../diagnostics/diagnostic.ts';

/** What passes by itself. A deadline (E0710) does not: whoever waits again waits as long again. */
const transient: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['E0901', 'E0906']);
const attempts = 5;
const firstPause = 250;

export interface Patience {
  readonly signal: AbortSignal;
  /** Told before each pause. */
  notice?(message: string): void;
  /** By the clock, and no longer than until the signal is aborted, where nothing is said. */
  readonly pause?: ((milliseconds: number) => Promise<void>) | undefined;
  /** From 0 to 1. */
  random?(): number;
}

/**
 * Tries again what failed for a passing reason, with exponential backoff and jitter over the upper half of each pause
 * (after Brooker, "Exponential Backoff And Jitter", 2015): at most five times, within about four seconds of pauses.
 * Anything else is thrown at once. This is the only place that tries again; drivers and adapters do not.
 */
export async function retryTransient<T>(patience: Patience, work: () => Promise<T>): Promise<T> {
  const { signal, random = Math.random, pause = (milliseconds) => sleep(milliseconds, signal) } = patience;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || attempt >= attempts || signal.aborted) throw error;
      const longest = firstPause * 2 ** (attempt - 1);
      patience.notice?.(`${error.diagnostics[0]?.message}: trying again (${attempt + 1} of ${attempts})`);
      await pause(longest / 2 + random() * (longest / 2));
      if (signal.aborted) throw failure('E0708', 'interrupted');
    }
  }
}

function isTransient(error: unknown): error is AlambicError {
  return error instanceof AlambicError && error.diagnostics.every((each) => transient.has(each.code));
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => undefined);
}
