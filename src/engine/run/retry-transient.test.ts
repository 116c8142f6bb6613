import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../diagnostics/codes.ts';
import { AlambicError, failure } from '../diagnostics/diagnostic.ts';
import { retryTransient } from './retry-transient.ts';

/** Fails as long as it is told to; what it was asked to wait, and what was said. */
async function attempt(
  failures: number,
  code: ErrorCode = 'E0906',
): Promise<{ calls: number; pauses: number[]; said: string[]; outcome: unknown }> {
  const [pauses, said]: [number[], string[]] = [[], []];
  let calls = 0;
  const outcome = await retryTransient(
    {
      signal: new AbortController().signal,
      random: () => 0.5,
      notice: (text) => void said.push(text),
      pause: async (pause) => void pauses.push(pause),
    },
    async () => {
      if (++calls <= failures) throw failure(code, 'the server went away');
      return 'done';
    },
  ).catch((error: unknown) => error);
  return { calls, pauses, said, outcome };
}

describe('trying again', () => {
  it('takes longer each time, says so, and ends with the work', async () => {
    expect(await attempt(2)).toEqual({
      calls: 3,
      pauses: [187.5, 375],
      said: ['the server went away: trying again (2 of 5)', 'the server went away: trying again (3 of 5)'],
      outcome: 'done',
    });
  });

  it('gives up with the last error', async () => {
    const { calls, pauses, outcome } = await attempt(100, 'E0901');
    expect({ calls, pauses }).toEqual({ calls: 5, pauses: [187.5, 375, 750, 1500] });
    expect(outcome).toBeInstanceOf(AlambicError);
  });

  it.each<ErrorCode>(['E0902', 'E0710', 'E0704', 'E0712', 'E0708'])('is not done for %s', async (code) => {
    expect(await attempt(1, code)).toMatchObject({ calls: 1, pauses: [] });
  });

  it('is not done for a bug of ours', async () => {
    let calls = 0;
    const work = async (): Promise<never> => {
      calls += 1;
      throw new TypeError('x is not a function');
    };
    await expect(retryTransient({ signal: new AbortController().signal }, work)).rejects.toThrow(TypeError);
    expect(calls).toBe(1);
  });

  it('is not done after an interrupt, which also ends a pause', async () => {
    const controller = new AbortController();
    let calls = 0;
    const notice = (): void => void setImmediate(() => controller.abort());
    const work = async (): Promise<never> => {
      calls += 1;
      throw failure('E0906', 'the server went away');
    };
    const trying = retryTransient({ signal: controller.signal, notice }, work);
    await expect(trying).rejects.toThrow(/^E0708 /);
    expect(calls).toBe(1);
  });
});
