import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processIdentity } from '../../src/engine/process-identity.ts';

/**
 * Runs an action while this process, and this call within it, alone holds the lock. Waits for others; takes over what a
 * killed process left behind.
 *
 * @param patience milliseconds to wait before giving up with an Error.
 */
export async function withLock<T>(path: string, action: () => Promise<T>, patience = 60_000): Promise<T> {
  const deadline = performance.now() + patience;
  let release = tryLock(path);
  for (; release === undefined; release = tryLock(path)) {
    if (performance.now() > deadline) throw new Error(`the lock ${path} is held by process ${readHolder(path)}`);
    await sleep(20 + Math.random() * 30);
  }
  try {
    return await action();
  } finally {
    release();
  }
}

/** Takes a lock and returns what gives it back, or undefined where somebody who lives holds it. */
export function tryLock(path: string): (() => void) | undefined {
  mkdirSync(dirname(path), { recursive: true });
  const token = `${process.pid} ${processIdentity(process.pid)} ${randomBytes(6).toString('hex')}`;
  if (!tryTake(path, token) && !tryTake(path, token)) return undefined;
  return () => {
    if (readText(path) === token) rmSync(path, { force: true });
  };
}

/** A lock appears whole, with its holder written into it, or not at all: hence a link to a finished file. */
function tryTake(path: string, token: string): boolean {
  const aside = `${path}.${token.replaceAll(' ', '-')}`;
  writeFileSync(aside, token);
  try {
    linkSync(aside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    removeAbandoned(path, aside);
    return false;
  } finally {
    rmSync(aside, { force: true });
  }
}

function removeAbandoned(path: string, aside: string): void {
  const token = readText(path);
  if (token === undefined) return;
  const [pid = '', identity = ''] = token.split(' ');
  if (processIdentity(Number(pid)) === identity) return;
  const moved = `${aside}.abandoned`;
  try {
    renameSync(path, moved);
    // Another one may have taken over meanwhile: what was moved is then its lock, and goes back.
    if (readText(moved) !== token) linkSync(moved, path);
  } catch {
    // Somebody else was quicker; the next attempt sees what they did.
  } finally {
    rmSync(moved, { force: true });
  }
}

function readHolder(path: string): string {
  return readText(path)?.split(' ')[0] ?? 'unknown';
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
