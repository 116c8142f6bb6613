import { createHash, randomUUID } from 'node:crypto';
import { copyFile, link, mkdir, open, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { LakeObject, WriteCondition, WriteOutcome } from '../../lake.ts';
import { ignoreMissing, listVersions, readObject, synchronise, versionOf } from './stored-files.ts';
import { withLock } from './with-lock.ts';

/** The files behind a local lake. Keys are checked before they come here. */
export class LakeFolder {
  readonly root: string;
  readonly scratch: string;

  constructor(root: string) {
    this.root = root;
    this.scratch = join(root, '.scratch');
  }

  path(key: string): string {
    return join(this.root, key);
  }

  async putText(key: string, text: string, condition: WriteCondition = {}): Promise<WriteOutcome> {
    const aside = join(this.scratch, randomUUID());
    await mkdir(this.scratch, { recursive: true });
    try {
      const file = await open(aside, 'wx');
      try {
        await file.writeFile(text, 'utf8');
        await file.sync();
      } finally {
        await file.close();
      }
      return await this.publish(key, aside, condition);
    } finally {
      await rm(aside, { force: true });
    }
  }

  async putFile(key: string, localPath: string, condition: WriteCondition = {}): Promise<WriteOutcome> {
    const aside = join(this.scratch, randomUUID());
    await mkdir(this.scratch, { recursive: true });
    try {
      await rename(localPath, aside).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EXDEV') throw error;
        await copyFile(localPath, aside);
        await unlink(localPath);
      });
      await synchronise(aside);
      return await this.publish(key, aside, condition);
    } finally {
      await rm(aside, { force: true });
    }
  }

  async getText(key: string): Promise<{ text: string; version: string } | undefined> {
    const file = await open(this.path(key), 'r').catch(ignoreMissing);
    if (file === undefined) return undefined;
    try {
      // Of the open file, so that text and version belong together whatever is renamed meanwhile.
      const stats = await file.stat({ bigint: true });
      return stats.isFile() ? { text: await readFile(file, 'utf8'), version: versionOf(stats) } : undefined;
    } finally {
      await file.close();
    }
  }

  async remove(key: string, forever: boolean): Promise<void> {
    await this.locked(key, async () => {
      if (!forever) await this.keep(key);
      await rm(this.path(key), { force: true });
      if (forever)
        for (const { version } of await listVersions(this.versionsRoot, key)) await rm(this.versionPath(key, version));
      await synchronise(dirname(this.path(key))).catch(ignoreMissing);
    });
  }

  async versions(key: string): Promise<readonly LakeObject[]> {
    const current = await readObject(key, this.path(key));
    const kept = await listVersions(this.versionsRoot, key);
    if (current === undefined) return kept;
    return [current, ...kept.filter(({ version }) => version !== current.version)];
  }

  /** From a finished file to an object: the only moment at which a reader can see it. */
  private async publish(key: string, aside: string, condition: WriteCondition): Promise<WriteOutcome> {
    const path = this.path(key);
    await mkdir(dirname(path), { recursive: true });
    const version = versionOf(await stat(aside, { bigint: true }));
    const outcome =
      condition.ifAbsent === true ? await this.create(path, aside) : await this.replace(key, aside, condition);
    if (!outcome) return { written: false, conflict: true };
    await synchronise(dirname(path));
    return { written: true, version };
  }

  /** A link is made by one process only, whoever else tries. */
  private async create(path: string, aside: string): Promise<boolean> {
    try {
      await link(aside, path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  private replace(key: string, aside: string, { ifVersion }: WriteCondition): Promise<boolean> {
    return this.locked(key, async () => {
      if (ifVersion !== undefined && (await readObject(key, this.path(key)))?.version !== ifVersion) return false;
      await this.keep(key);
      await rename(aside, this.path(key));
      return true;
    });
  }

  /** Killed after this, the version is listed twice under one name: once as current, once as kept. */
  private async keep(key: string): Promise<void> {
    const current = await readObject(key, this.path(key));
    if (current === undefined) return;
    const path = this.versionPath(key, current.version);
    await mkdir(dirname(path), { recursive: true });
    await this.create(path, this.path(key));
  }

  private locked<T>(key: string, work: () => Promise<T>): Promise<T> {
    const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
    return withLock(join(this.root, '.locks', name), work);
  }

  private get versionsRoot(): string {
    return join(this.root, '.versions');
  }

  private versionPath(key: string, version: string): string {
    return join(this.versionsRoot, dirname(key), `${basename(key)}@${version}`);
  }
}
