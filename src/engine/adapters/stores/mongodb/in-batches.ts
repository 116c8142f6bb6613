const inFlight = 2;
const batchSize = 1000;

/**
 * Gives what comes in batches of any size to `write`, a thousand at a time and two at once: one is read while the
 * others are written, and no more than these are in memory. The sum of what `write` returns.
 */
export async function inBatches<T>(
  batches: AsyncIterable<readonly T[]>,
  signal: AbortSignal | undefined,
  write: (batch: readonly T[]) => Promise<number>,
): Promise<number> {
  const underWay: Promise<number>[] = [];
  let done = 0;
  try {
    for await (const batch of resized(batches)) {
      signal?.throwIfAborted();
      const writing = write(batch);
      // A failure is met in order, below; until then it must not count as unhandled.
      writing.catch(() => undefined);
      underWay.push(writing);
      if (underWay.length >= inFlight) done += (await underWay.shift()) ?? 0;
    }
    for (const writing of underWay) done += await writing;
    return done;
  } finally {
    // Nothing may still be writing when the caller cleans up.
    await Promise.allSettled(underWay);
  }
}

async function* resized<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<readonly T[]> {
  let rest: T[] = [];
  for await (const batch of batches) {
    rest = rest.length === 0 ? [...batch] : rest.concat(batch);
    for (; rest.length >= batchSize; rest = rest.slice(batchSize)) yield rest.slice(0, batchSize);
  }
  if (rest.length > 0) yield rest;
}
