import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { feedPipe, makePipe } from './feed-pipe.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alambic-pipe-'));
  path = join(folder, 'pipe');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function readAll(): Promise<number> {
  let bytes = 0;
  for await (const chunk of createReadStream(path)) bytes += (chunk as Buffer).length;
  return bytes;
}

async function* chunks(count: number, state: { ended?: boolean; given?: number } = {}): AsyncGenerator<Uint8Array> {
  try {
    for (let index = 0; index < count; index += 1) {
      state.given = index + 1;
      yield Buffer.alloc(100_000, index % 251);
    }
  } finally {
    state.ended = true;
  }
}

describe.skipIf(process.platform === 'win32')('feedPipe', () => {
  beforeEach(async () => {
    expect(await makePipe(path)).toBe(true);
  });

  it('passes every byte to the reader, also none at all', async () => {
    for (const count of [0, 1, 200]) {
      const reader = readAll();
      await feedPipe(path, chunks(count), reader);
      expect(await reader).toBe(count * 100_000);
    }
  });

  it('waits for a reader that comes late', async () => {
    const reader = new Promise((resolve) => setTimeout(resolve, 50)).then(readAll);
    await feedPipe(path, chunks(3), reader);
    expect(await reader).toBe(300_000);
  });

  it('does not wait for a reader that never comes, and ends what it was to write', async () => {
    const state: { ended?: boolean; given?: number } = {};
    await feedPipe(path, chunks(1000, state), Promise.reject(new Error('no reader')));
    expect(state).toEqual({ ended: true, given: 1 });
  });

  it('stops writing to a reader that leaves', async () => {
    const state: { ended?: boolean; given?: number } = {};
    const leave = async (): Promise<void> => {
      const handle = await open(path, 'r');
      await handle.read(Buffer.alloc(10), 0, 10);
      await handle.close();
    };
    await feedPipe(path, chunks(100_000, state), leave());
    expect(state.ended).toBe(true);
    expect(state.given).toBeLessThan(100);
  });

  it('ends the reader when there is nothing more to be had, and says why', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield* chunks(5);
      throw new Error('source failed');
    }
    const reader = readAll();
    await expect(feedPipe(path, failing(), reader)).rejects.toThrow('source failed');
    expect(await reader).toBe(500_000);
  });

  it('ends the reader when it fails before the reader came', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield* [];
      throw new Error('source failed');
    }
    const reader = new Promise((resolve) => setTimeout(resolve, 30)).then(readAll);
    await expect(feedPipe(path, failing(), reader)).rejects.toThrow('source failed');
    expect(await reader).toBe(0);
  });
});
