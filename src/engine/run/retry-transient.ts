import { AlambicError } from '../diagnostics/diagnostic.ts';
import type { ErrorCode } from '../diagnostics/codes.ts';
import type { RunContext } from './run-context.ts';

const transient: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['E0901', 'E0906', 'E0710']);
const attempts = 4;
const firstPause = 250;

/**
 * Tries again what failed for a passing reason, with exponential backoff and full jitter
 * (Brooker, "Exponential Backoff And Jitter", 2015). Anything else is thrown at once.
 */
export async function retryTransient<T>(context: Pick<RunContext, 'signal'> & { pause?(milliseconds: number): Promise<void> }, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || attempt >= attempts || context.signal.aborted) throw error;
      const longest = firstPause * 2 ** (attempt - 1);
      await (context.pause ?? pause)(longest / 2 + Math.random() * (longest / 2));
    }
  }
}

export function isTransient(error: unknown): boolean {
  return error instanceof AlambicError && error.diagnostics.every((each) => transient.has(each.code));
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
