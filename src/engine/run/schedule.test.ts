import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schedule, type Task } from './schedule.ts';

/** Tasks in topological order: each one may only come after earlier ones. */
const tasks = fc.integer({ min: 1, max: 25 }).chain((count) =>
  fc.tuple(...Array.from({ length: count }, (_, index) => fc.array(fc.integer({ min: 0, max: Math.max(index - 1, 0) }), { maxLength: 4 }))).map((parents) =>
    parents.map((list, index): Task => {
      const ids = index === 0 ? [] : [...new Set(list)].map((parent) => `t${parent}`);
      return { id: `t${index}`, after: ids, gatedBy: ids };
    }),
  ),
); // prettier-ignore

interface Trace {
  readonly ran: string[];
  readonly skipped: Map<string, string | undefined>;
  readonly order: string[];
  peak: number;
}

async function trace(
  list: readonly Task[],
  broken: ReadonlySet<string>,
  threads: number,
  failFast = false,
): Promise<Trace> {
  const result: Trace = { ran: [], skipped: new Map(), order: [], peak: 0 };
  let running = 0;
  await schedule(list, {
    threads,
    failFast,
    async run(task) {
      running += 1;
      result.peak = Math.max(result.peak, running);
      result.ran.push(task.id);
      await Promise.resolve();
      running -= 1;
      result.order.push(task.id);
      return { broken: broken.has(task.id) };
    },
    skip: (task, because) => void result.skipped.set(task.id, because),
  });
  return result;
}

describe('schedule', () => {
  it('runs or skips each task exactly once, parents first, never more than `threads` at a time', () =>
    fc.assert(
      fc.asyncProperty(tasks, fc.integer({ min: 1, max: 4 }), fc.func(fc.boolean()), async (list, threads, breaks) => {
        const broken = new Set(list.filter((task) => breaks(task.id)).map((task) => task.id));
        const { ran, skipped, order, peak } = await trace(list, broken, threads);
        expect([...ran, ...skipped.keys()].sort()).toEqual(list.map((task) => task.id).sort());
        expect(peak).toBeLessThanOrEqual(threads);
        for (const task of list) {
          const parentsBroken = task.gatedBy.some((id) => broken.has(id) || skipped.has(id));
          expect(skipped.has(task.id)).toBe(parentsBroken);
          if (ran.includes(task.id))
            for (const parent of task.after) expect(order.indexOf(parent)).toBeLessThan(order.indexOf(task.id));
        }
      }),
      { numRuns: 200 },
    ));

  it('says which failure a skip goes back to', async () => {
    const chain: Task[] = [
      { id: 'a', after: [], gatedBy: [] },
      { id: 'b', after: ['a'], gatedBy: ['a'] },
      { id: 'c', after: ['b'], gatedBy: ['b'] },
    ];
    const { skipped } = await trace(chain, new Set(['a']), 2);
    expect([...skipped]).toEqual([['b', 'a'], ['c', 'a']]); // prettier-ignore
  });

  it('waits for what it is not gated by, and runs all the same', async () => {
    const { ran } = await trace(
      [
        { id: 'a', after: [], gatedBy: [] },
        { id: 'b', after: ['a'], gatedBy: [] },
      ],
      new Set(['a']),
      2,
    );
    expect(ran).toEqual(['a', 'b']);
  });

  it('stops at the first failure where asked to, also for what is unrelated', async () => {
    const list = ['a', 'b', 'c'].map((id) => ({ id, after: [], gatedBy: [] }));
    const { ran, skipped } = await trace(list, new Set(['a']), 1, true);
    expect(ran).toEqual(['a']);
    expect([...skipped.entries()]).toEqual([['b', undefined], ['c', undefined]]); // prettier-ignore
  });

  it('does not overflow the stack on a long chain', async () => {
    const chain = Array.from({ length: 20_000 }, (_, index): Task => {
      const parents = index === 0 ? [] : [`t${index - 1}`];
      return { id: `t${index}`, after: parents, gatedBy: parents };
    });
    expect((await trace(chain, new Set(['t0']), 2)).skipped.size).toBe(19_999);
  });

  it('gives up when a task throws what it should have caught', async () => {
    const failing = schedule([{ id: 'a', after: [], gatedBy: [] }], {
      threads: 1,
      failFast: false,
      run: () => Promise.reject(new Error('bug')),
      skip: () => undefined,
    });
    await expect(failing).rejects.toThrow('bug');
  });
});
