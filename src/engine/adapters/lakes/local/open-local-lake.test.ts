import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lakeConformance } from '../../../../../test/conformance/lake.ts';
import { openLocalLake } from './open-local-lake.ts';
import { withLock } from './with-lock.ts';

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'alambic-lake-'));

lakeConformance('local', async () => {
  const root = await newFolder();
  return {
    lake: openLocalLake(root),
    again: async () => openLocalLake(root),
    dispose: () => rm(root, { recursive: true, force: true }),
  };
});

describe('a local lake', () => {
  let root: string;
  beforeEach(async () => {
    root = await newFolder();
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('makes its folder, and leaves no work in progress in it', async () => {
    const lake = openLocalLake(join(root, 'deep', 'lake'));
    await lake.putText('a/b', '1');
    await lake.putText('a/b', '2');
    await lake.putText('a/b', '3', { ifAbsent: true });
    expect((await lake.getText('a/b'))!.text).toBe('2');
    expect(await readdir(join(root, 'deep', 'lake', '.scratch'))).toEqual([]);
    expect(await readdir(join(root, 'deep', 'lake', '.locks'))).toEqual([]);
  });

  it('shows nothing of a write that was killed on the way', async () => {
    const lake = openLocalLake(root);
    await lake.putText('a', 'whole');
    await mkdir(join(root, '.scratch'), { recursive: true });
    await writeFile(join(root, '.scratch', 'half'), 'ha');
    expect((await lake.list('')).map(({ key }) => key)).toEqual(['a']);
  });

  it('takes over the lock of a process that was killed', async () => {
    const lake = openLocalLake(root);
    await lake.putText('a', '1');
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.once('exit', resolve));
    const path = join(root, '.locks', 'x');
    const { hostname } = await import('node:os');
    await writeFile(path, JSON.stringify({ host: hostname(), pid: child.pid, nonce: 'gone' }));
    expect(await withLock(path, async () => 'done')).toBe('done');
  });

  it('takes over a lock of another machine only when it is old', async () => {
    const path = join(root, 'lock');
    await writeFile(path, JSON.stringify({ host: 'elsewhere', pid: 1, nonce: 'old' }));
    await utimes(path, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
    expect(await withLock(path, async () => 'done')).toBe('done');
    expect(await readdir(root)).toEqual([]);
  });

  it('runs what is locked one after the other', async () => {
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, () => withLock(join(root, 'lock'), work)));
    expect(most).toBe(1);
  });

  it('has one winner among processes that create and replace at once', async () => {
    const script = `
      const { openLocalLake } = await import(${JSON.stringify(join(import.meta.dirname, 'open-local-lake.ts'))});
      const lake = openLocalLake(${JSON.stringify(root)});
      let won = 0;
      for (let round = 0; round < 30; round += 1) if ((await lake.putText('once/' + round, 'x', { ifAbsent: true })).written) won += 1;
      for (let done = 0; done < 10; ) {
        const now = await lake.getText('counter');
        const condition = now === undefined ? { ifAbsent: true } : { ifVersion: now.version };
        if ((await lake.putText('counter', String(Number(now?.text ?? 0) + 1), condition)).written) done += 1;
      }
      process.stdout.write(String(won));`;
    const run = (): Promise<number> =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let output = '';
        child.stdout.on('data', (text) => (output += text));
        child.once('close', (code) => (code === 0 ? resolve(Number(output)) : reject(new Error(`exit ${code}`))));
      });
    const won = await Promise.all([run(), run(), run()]);
    expect(won.reduce((sum, each) => sum + each, 0)).toBe(30);
    expect((await openLocalLake(root).getText('counter'))!.text).toBe('30');
  });

  it.skipIf(process.getuid?.() === 0)('explains a folder that cannot be written', async () => {
    await chmod(root, 0o500);
    await expect(openLocalLake(root, { label: '.alambic/lake' }).putText('a', '1')).rejects.toThrow(/^E0908/);
    await chmod(root, 0o700);
  });
});
