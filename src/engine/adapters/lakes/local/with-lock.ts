import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { failure } from '../../../diagnostics/diagnostic.ts';
import { isAlive } from '../../../process-identity.ts';

/** What is done under a lock takes milliseconds. */
const abandonedAfter = 30_000;
const patience = 60_000;

interface Holder {
  readonly host: string;
  readonly pid: number;
  readonly nonce: string;
}

/**
 * Runs `work` while no other process of the same folder runs work under the same path. A lock that its process left
 * behind, since it was killed, is taken over.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const nonce = await acquire(path);
  try {
    return await work();
  } finally {
    const held = await readHolder(path);
    if (held?.nonce === nonce) await rm(path, { force: true });
  }
}

async function acquire(path: string): Promise<string> {
  const holder: Holder = { host: hostname(), pid: process.pid, nonce: randomUUID() };
  const deadline = performance.now() + patience;
  for (let attempt = 0; ; attempt += 1) {
    if (await create(path, holder)) return holder.nonce;
    if (await isAbandoned(path)) await takeAway(path);
    else if (performance.now() > deadline)
      throw failure('E0710', 'another process holds a lock of the lake for too long');
    else await sleep(Math.min(20, 1 + attempt) * (0.5 + Math.random()));
  }
}

/** Linked when it is complete, so that nobody reads half a holder. */
async function create(path: string, holder: Holder): Promise<boolean> {
  const aside = `${path}.${holder.nonce}`;
  await mkdir(dirname(path), { recursive: true });
  const file = await open(aside, 'wx');
  try {
    await file.writeFile(JSON.stringify(holder));
    await file.close();
    await link(aside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const holder = await readHolder(path);
  if (holder?.host === hostname() && !isAlive(holder.pid)) return true;
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
  return Date.now() - mtimeMs > abandonedAfter;
}

/** Two processes may see the same abandoned lock: the second would take the first one's new lock away, so it looks again. */
async function takeAway(path: string): Promise<void> {
  const taken = `${path}.${randomUUID()}`;
  const seen = await readHolder(path);
  try {
    await rename(path, taken);
  } catch {
    return;
  }
  const moved = await readHolder(taken);
  if (moved?.nonce !== seen?.nonce) await link(taken, path).catch(() => undefined);
  await rm(taken, { force: true });
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}
