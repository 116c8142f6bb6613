import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, copyFile, link, mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { AlambicError, failure } from '../../../diagnostics/diagnostic.ts';
import { explainSystemError } from '../../../diagnostics/explain-system-error.ts';
import type { Lake, LakeObject, WriteCondition, WriteOutcome } from '../../lake.ts';
import { withLock } from './with-lock.ts';

const versionsFolder = '.versions';
const asideFolder = '.aside';

/**
 * A lake in a folder. An object is one file; a write is a rename, so that a reader sees the old content or the new one.
 * What a write replaces is kept under `.versions/`.
 *
 * @param root Absolute; made where it is absent.
 * @param label For messages: the folder as the user wrote it.
 */
export function openLocalLake(root: string, { label }: { readonly label: string }): Lake {
  const pathOf = (key: string): string => join(root, checkKey(key));
  const write = async (key: string, condition: WriteCondition, prepare: (path: string) => Promise<void>): Promise<WriteOutcome> => {
    const path = pathOf(key);
    const prepared = join(root, asideFolder, randomBytes(8).toString('hex'));
    return explained(async () => {
      await mkdir(dirname(prepared), { recursive: true });
      await mkdir(dirname(path), { recursive: true });
      try {
        await prepare(prepared);
        if (condition.ifAbsent === true) return await createOnly(prepared, path);
        return await withLock(`${path}.lock`, async () => {
          const current = await versionOf(path);
          if (condition.ifVersion !== undefined && current !== condition.ifVersion) return { written: false, conflict: true } as const;
          if (current !== undefined) await keepVersion(root, key, path, current);
          await rename(prepared, path);
          return { written: true, version: (await versionOf(path)) ?? '' } as const;
        });
      } finally {
        await rm(prepared, { force: true });
      }
    });
  };
  return {
    kind: 'local',
    label,
    putText: (key, text, condition = {}) => write(key, condition, (path) => writeDurably(path, text)),
    putFile: (key, localPath, condition = {}) => write(key, condition, (path) => moveFile(localPath, path)),
    async getText(key) {
      const path = pathOf(key);
      const text = await readFile(path, 'utf8').catch(absent);
      return text === undefined ? undefined : { text, version: digest(text) };
    },
    async localPath(key) {
      const path = pathOf(key);
      if (await exists(path)) return path;
      throw failure('E0707', `${key} is not in the lake ${label}`, { hint: 'a manifest lists it: restore the file, or run with --full-refresh' });
    },
    list: (prefix) => explained(() => listObjects(root, prefix)),
    async remove(key, { forever = false } = {}) {
      const path = pathOf(key);
      await explained(async () => {
        const current = await versionOf(path);
        if (current !== undefined && !forever) await keepVersion(root, key, path, current);
        await rm(path, { force: true });
        if (forever) await rm(join(root, versionsFolder, key), { recursive: true, force: true });
        await removeEmptyFolders(root, dirname(path));
      });
    },
    versions: (key) => explained(() => listVersions(root, checkKey(key))),
    close: () => Promise.resolve(),
  };
}

/** link(2) fails where the name is taken, whoever else is trying at the same time. */
async function createOnly(prepared: string, path: string): Promise<WriteOutcome> {
  try {
    await link(prepared, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return { written: false, conflict: true };
    throw error;
  }
  return { written: true, version: (await versionOf(path)) ?? '' };
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w');
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A file on another file system cannot be renamed into place. */
async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyFile(from, to);
    await rm(from, { force: true });
  }
  const handle = await open(to, 'r');
  await handle.sync().finally(() => handle.close());
}

async function keepVersion(root: string, key: string, path: string, version: string): Promise<void> {
  const folder = join(root, versionsFolder, key);
  await mkdir(folder, { recursive: true });
  const number = (await readdir(folder)).length + 1;
  await link(path, join(folder, `${String(number).padStart(6, '0')}-${version}`)).catch(() => copyFile(path, join(folder, `${String(number).padStart(6, '0')}-${version}`)));
}

/** Small objects are known by their content; large ones are written once under a name of their own. */
async function versionOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(absent);
  if (found === undefined) return undefined;
  return found.size > 1_000_000 ? `${found.size}-${Math.round(found.mtimeMs)}` : digest(await readFile(path));
}

function digest(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

async function listObjects(root: string, prefix: string): Promise<readonly LakeObject[]> {
  const folder = join(root, prefix.slice(0, prefix.lastIndexOf('/') + 1));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(absent);
  const objects: LakeObject[] = [];
  for (const entry of entries ?? []) {
    const path = join(entry.parentPath, entry.name);
    const key = relative(root, path).split(sep).join('/');
    if (!entry.isFile() || key.startsWith('.') || key.endsWith('.lock') || !key.startsWith(prefix)) continue;
    const found = await stat(path).catch(absent);
    if (found !== undefined) objects.push({ key, bytes: found.size, version: `${found.size}-${Math.round(found.mtimeMs)}` });
  }
  return objects.sort((a, b) => (a.key < b.key ? -1 : 1));
}

async function listVersions(root: string, key: string): Promise<readonly LakeObject[]> {
  const folder = join(root, versionsFolder, key);
  const names = ((await readdir(folder).catch(absent)) ?? []).sort();
  return Promise.all(
    names.map(async (name) => ({ key, bytes: (await stat(join(folder, name))).size, version: name.slice(name.indexOf('-') + 1) })),
  );
}

async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  for (let at = folder; at.startsWith(root) && at !== root; at = dirname(at)) {
    try {
      await rmdir(at);
    } catch {
      return;
    }
  }
}

function checkKey(key: string): string {
  const parts = key.split('/');
  if (key !== '' && parts.every((part) => part !== '' && part !== '.' && part !== '..')) return key;
  throw new Error(`"${key}" is not a key of a lake`);
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(() => true, () => false); // prettier-ignore
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}

async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const diagnostic = explainSystemError(error);
    if (diagnostic === undefined) throw error;
    throw new AlambicError(diagnostic);
  }
}
