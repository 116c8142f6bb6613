import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync, type Stats } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BundleRequest } from './bundle-typescript.ts';

/** Changes with everything that makes the same inputs give another bundle. */
const format = 2;

/** Beyond this size a file that its times say is unchanged is not read again. */
const largeFile = 64 * 1024;

interface CachedInput {
  readonly path: string;
  readonly hash: string;
  readonly size: number;
  readonly modified: number;
  readonly changed: number;
}

interface CacheFile {
  readonly format: number;
  readonly entries: readonly string[];
  readonly file: string;
  readonly hash: string;
  readonly startedAt: number;
  readonly inputs: readonly CachedInput[];
}

/** The bundle that was made from exactly these entries and what they import, or undefined. */
export function readBundleCache(request: BundleRequest): { readonly file: string; readonly hash: string } | undefined {
  const cache = readJson(cachePath(request)) as CacheFile | undefined;
  if (cache?.format !== format || !existsSync(cache.file)) return undefined;
  const paths = request.entries.map(({ path }) => path);
  if (paths.length !== cache.entries.length || paths.some((path, index) => path !== cache.entries[index]))
    return undefined;
  const known = new Map(request.entries.map(({ path, hash }) => [resolve(request.root, path), hash]));
  const same = cache.inputs.every(
    (input) => (known.get(input.path) ?? currentHash(input, cache.startedAt)) === input.hash,
  );
  return same ? { file: cache.file, hash: cache.hash } : undefined;
}

/** `startedAt`: when the build began to read, in milliseconds; a later change must not be taken for what was read. */
export function writeBundleCache(
  request: BundleRequest,
  made: {
    readonly file: string;
    readonly hash: string;
    readonly inputs: readonly string[];
    readonly startedAt: number;
  },
): void {
  const known = new Map(request.entries.map(({ path, hash }) => [resolve(request.root, path), hash]));
  const inputs = made.inputs.map((path): CachedInput => {
    const { size, mtimeMs, ctimeMs } = statSync(path);
    return { path, hash: known.get(path) ?? hashOf(path), size, modified: mtimeMs, changed: ctimeMs };
  });
  const { file, hash, startedAt } = made;
  writeJson(request, { format, entries: request.entries.map(({ path }) => path), file, hash, startedAt, inputs });
}

function currentHash(input: CachedInput, startedAt: number): string | undefined {
  let stats: Stats;
  try {
    stats = statSync(input.path);
  } catch {
    return undefined;
  }
  const untouched = stats.size === input.size && stats.mtimeMs === input.modified && stats.ctimeMs === input.changed;
  // Times are coarse: a file that changed just before the build may have changed again with the same times.
  if (untouched && input.size > largeFile && input.changed < startedAt - 2000) return input.hash;
  return hashOf(input.path);
}

function hashOf(path: string): string {
  return createHash('sha1').update(readFileSync(path)).digest('hex');
}

function cachePath({ cacheDir, kind }: BundleRequest): string {
  return join(cacheDir, `${kind}.json`);
}

function writeJson(request: BundleRequest, content: CacheFile): void {
  mkdirSync(request.cacheDir, { recursive: true });
  const aside = `${cachePath(request)}.${process.pid}`;
  writeFileSync(aside, JSON.stringify(content));
  renameSync(aside, cachePath(request));
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
