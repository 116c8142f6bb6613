import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Lake } from '../adapters/lake.ts';
import { openLocalLake } from '../adapters/lakes/local/open-local-lake.ts';
import { AlambicError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { takeLease, type Lease, type LeaseRecord, type LeaseRequest } from './lease.ts';

const key = '_alambic/local/lease.json';
const start = Date.parse('2026-11-01T12:00:00Z');

let folder: string;
let lake: Lake;
let now: number;
let slept: number[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alambic-lease-'));
  lake = openLocalLake(folder);
  now = start;
  slept = [];
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** Time passes only while somebody sleeps. */
function request(runId: string, more: Partial<LeaseRequest> = {}): LeaseRequest {
  return {
    lake, key, runId, command: 'build', host: 'here', pid: 100, wait: 0,
    now: () => now,
    isAlive: () => true,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
    ...more,
  }; // prettier-ignore
}

async function held(): Promise<LeaseRecord | undefined> {
  const found = await lake.getText(key);
  return found === undefined ? undefined : (JSON.parse(found.text) as LeaseRecord);
}

async function refusalOf(work: Promise<Lease>): Promise<Diagnostic> {
  const error = await work.then(() => undefined, (reason: unknown) => reason); // prettier-ignore
  if (!(error instanceof AlambicError)) throw new Error('it was not refused');
  return error.diagnostics[0]!;
}

describe('a lease', () => {
  it('says who holds the target, since when and for how long, and is gone once released', async () => {
    const lease = await takeLease(request('one'));
    expect(await held()).toEqual({
      runId: 'one', command: 'build', host: 'here', pid: 100, startedAt: '2026-11-01T12:00:00.000Z', expiresAt: '2026-11-01T12:00:30.000Z',
    }); // prettier-ignore
    await lease.release();
    expect(await held()).toBeUndefined();
    await (await takeLease(request('two'))).release();
  });

  it('is refused to anybody else, who is told whom to wait for', async () => {
    const lease = await takeLease(request('one'));
    const refused = await refusalOf(takeLease(request('two', { host: 'there', pid: 200 })));
    expect(refused).toMatchObject({
      code: 'E0607',
      notes: [{ text: 'build (run one) by process 100 on here since 2026-11-01T12:00:00.000Z' }],
      hint: 'wait for it with --wait <seconds>, or stop it',
    });
    expect((await held())?.runId).toBe('one');
    expect(slept).toEqual([]);
    await lease.release();
  });

  it('goes to exactly one of those who ask at once', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 8 }, (_, at) => takeLease(request(`run ${at}`))));
    const taken = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(taken).toHaveLength(1);
    expect((await held())?.runId).toBe(taken[0]?.record.runId);
    await taken[0]?.release();
  });

  it('of a dead process of this machine is taken over at once', async () => {
    const dead = await takeLease(request('dead', { pid: 13 }));
    const lease = await takeLease(request('next', { isAlive: (pid) => pid !== 13 }));
    expect((await held())?.runId).toBe('next');
    await dead.release();
    expect((await held())?.runId).toBe('next');
    await lease.release();
  });

  it('of another machine is taken over when it has run out, not before', async () => {
    const gone = await takeLease(request('gone', { host: 'there' }));
    now = start + 29_999;
    expect(await refusalOf(takeLease(request('next', { isAlive: () => false })))).toMatchObject({ code: 'E0607' });
    now = start + 30_000;
    const lease = await takeLease(request('next', { isAlive: () => false }));
    expect((await held())?.runId).toBe('next');
    await gone.release();
    expect((await held())?.runId).toBe('next');
    await lease.release();
  });

  it('goes to exactly one of those who take it over at once', async () => {
    const gone = await takeLease(request('gone', { host: 'there' }));
    now = start + 30_000;
    const asked = await Promise.allSettled(Array.from({ length: 8 }, (_, at) => takeLease(request(`run ${at}`))));
    expect(asked.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    for (const each of asked) if (each.status === 'fulfilled') await each.value.release();
    await gone.release();
  });

  it.each(['', 'not JSON', 'null', '{}', '{"expiresAt": "soon"}'])(
    'that nobody can read holds nothing: %s',
    async (text) => {
      await lake.putText(key, text);
      const lease = await takeLease(request('one'));
      expect((await held())?.runId).toBe('one');
      await lease.release();
    },
  );
});

describe('whoever waits', () => {
  it('gets it when it is released, having been told once for whom', async () => {
    const first = await takeLease(request('one'));
    const told: string[] = [];
    const second = await takeLease(
      request('two', {
        wait: 5000,
        onWait: (holder) => told.push(holder.runId),
        sleep: async (milliseconds) => {
          slept.push(milliseconds);
          if (slept.length === 3) await first.release();
        },
      }),
    );
    expect([told, slept.length, (await held())?.runId]).toEqual([['one'], 3, 'two']);
    await second.release();
  });

  it('is refused when the time is over', async () => {
    const first = await takeLease(request('one'));
    expect(await refusalOf(takeLease(request('two', { wait: 1000 })))).toMatchObject({
      code: 'E0607',
      hint: 'it did not end in time: wait longer with --wait, or stop it',
    });
    expect(slept.reduce((sum, each) => sum + each, 0)).toBe(1000);
    await first.release();
  });

  it('can be interrupted', async () => {
    const first = await takeLease(request('one'));
    const controller = new AbortController();
    const sleep = async (): Promise<void> => controller.abort();
    expect(
      await refusalOf(takeLease(request('two', { wait: 600_000, signal: controller.signal, sleep }))),
    ).toMatchObject({ code: 'E0708' });
    expect((await held())?.runId).toBe('one');
    await first.release();
  });
});

describe('a run that goes on', () => {
  const pass = async (milliseconds: number): Promise<void> => {
    now += milliseconds;
    await vi.advanceTimersByTimeAsync(milliseconds);
  };

  it('renews its lease, and others go on being refused', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const lease = await takeLease(request('one'));
    await pass(10_000);
    await vi.waitFor(async () => expect((await held())?.expiresAt).toBe('2026-11-01T12:00:40.000Z'));
    now = start + 35_000;
    expect(await refusalOf(takeLease(request('two', { host: 'there' })))).toMatchObject({ code: 'E0607' });
    await lease.release();
    expect(await held()).toBeUndefined();
  });

  it('is told where another has taken the target over meanwhile, and leaves its lease alone', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    let lost = 0;
    const stopped = await takeLease(request('stopped', { onLost: () => (lost += 1) }));
    now = start + 60_000;
    const other = await takeLease(request('other', { host: 'there' }));
    await pass(10_000);
    await vi.waitFor(() => expect(lost).toBe(1));
    await stopped.release();
    expect((await held())?.runId).toBe('other');
    await other.release();
  });
});
