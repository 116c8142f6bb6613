import type { BigIntStats } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { LakeObject } from '../../lake.ts';

/** Each write makes a new file, so its number and time tell it from every other that is still kept. */
export function versionOf({ mtimeNs, ino, size }: BigIntStats): string {
  return `${mtimeNs}-${ino}-${size}`;
}

/** The object at a path, or undefined where none is. */
export async function readObject(key: string, path: string): Promise<LakeObject | undefined> {
  const stats = await stat(path, { bigint: true }).catch(ignoreMissing);
  if (stats?.isFile() !== true) return undefined;
  return { key, bytes: Number(stats.size), version: versionOf(stats) };
}

/** Every object whose key begins with a prefix, in the order of their UTF-8 bytes, as S3 lists them. */
export async function listObjects(root: string, prefix: string): Promise<readonly LakeObject[]> {
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const found: LakeObject[] = [];
  const open = [folder];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    const entries = await readdir(join(root, parent), { withFileTypes: true }).catch(ignoreMissing);
    for (const entry of entries ?? []) {
      const key = `${parent}${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) {
        if (`${key}/`.startsWith(prefix) || prefix.startsWith(`${key}/`)) open.push(`${key}/`);
      } else if (key.startsWith(prefix)) {
        const object = await readObject(key, join(root, key));
        if (object !== undefined) found.push(object);
      }
    }
  }
  return found.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
}

/** Versions are kept beside each other as `<name>@<version>` in a folder like the key's own. */
export async function listVersions(versionsRoot: string, key: string): Promise<readonly LakeObject[]> {
  const [folder, name] = [join(versionsRoot, dirname(key)), basename(key)];
  const entries = (await readdir(folder).catch(ignoreMissing)) ?? [];
  const found: LakeObject[] = [];
  for (const entry of entries) {
    const version = entry.startsWith(`${name}@`) ? entry.slice(name.length + 1) : '';
    if (!/^\d+-\d+-\d+$/.test(version)) continue;
    const object = await readObject(key, join(folder, entry));
    if (object !== undefined) found.push({ ...object, version });
  }
  const time = ({ version }: LakeObject): bigint => BigInt(version.slice(0, version.indexOf('-')));
  return found.sort((a, b) => (time(a) < time(b) ? 1 : -1));
}

/** Makes a file's content, or a folder's entries, survive a power cut. */
export async function synchronise(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function ignoreMissing(error: unknown): undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  throw error;
}
