import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startLocalMongodb } from './mongodb/start-local-mongodb.ts';
import { isAlive } from '../src/engine/process-identity.ts';
import { ensureService } from './services.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let stateDir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  vi.stubEnv('MONGODB_URL', '');
  stateDir = mkdtempSync(join(tmpdir(), 'alambic-services-'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const child of children.splice(0))
    if (child.exitCode === null && child.signalCode === null) await ended(child, 'SIGTERM');
  rmSync(stateDir, { recursive: true, force: true });
});

async function countOf(url: string, insert = 0): Promise<number> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5000 });
  try {
    const things = client.db('test').collection('things');
    if (insert > 0) await things.insertMany(Array.from({ length: insert }, (_, n) => ({ n })));
    return await things.countDocuments();
  } finally {
    await client.close();
  }
}

/** A process that asks for the service and says its URL; it ends when it is told to. */
async function userProcess(stateDir: string): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const script = `const { ensureService } = await import(${JSON.stringify(new URL('./services.ts', import.meta.url).href)});
    const service = await ensureService('mongodb', ${JSON.stringify(stateDir)});
    process.stdout.write(service.url + '\\n');
    process.on('SIGTERM', () => void service.stop().then(() => process.exit(0)));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return { child, url: await firstLine(child, /^mongodb:/) };
}

function firstLine(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('close', () => reject(new Error(`ended, saying: ${said}`)));
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const line = said
        .split('\n')
        .slice(0, -1)
        .map((each) => each.trim())
        .find((each) => pattern.test(each));
      if (line !== undefined) resolve(line);
    });
  });
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('close', resolve);
    child.kill(signal);
  });
}

const pidOf = (name: string, folder = stateDir): number =>
  (JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { pid: number }).pid;

describe('ensureService for MongoDB', () => {
  it('starts the stand-in, keeps its data, and ends it with its last user', async () => {
    vi.stubEnv('PATH', join(process.execPath, '..'));
    const first = await ensureService('mongodb', stateDir);
    const second = await ensureService('mongodb', stateDir);
    expect([first.started, second.started]).toEqual([true, false]);
    expect(first.description).toMatch(/stand-in/);
    expect(await countOf(first.url, 10)).toBe(10);
    await first.stop();
    await first.stop();
    expect(await countOf(second.url)).toBe(10);
    const pid = pidOf('document-store');
    await second.stop();
    expect(isAlive(pid)).toBe(false);
    const third = await ensureService('mongodb', stateDir);
    expect(await countOf(third.url)).toBe(10);
    await third.stop();
  });

  it('asks for the password, which stands in a file for its owner alone', async () => {
    const service = await ensureService('mongodb', stateDir);
    const wrong = new URL(service.url);
    wrong.password = 'wrong';
    await expect(countOf(wrong.href)).rejects.toMatchObject({ code: 18 });
    await expect(countOf(`mongodb://${wrong.host}/?directConnection=true`)).rejects.toMatchObject({ code: 13 });
    expect(statSync(join(stateDir, 'document-store.password')).mode & 0o777).toBe(0o600);
    await service.stop();
  });

  it('ends the stand-in when its last user was killed, and not before', async () => {
    const [one, other] = await Promise.all([userProcess(stateDir), userProcess(stateDir)]);
    expect(one.url).toBe(other.url);
    const pid = pidOf('document-store');
    await ended(one.child, 'SIGKILL');
    await sleep(1500);
    expect(await countOf(other.url, 3)).toBe(3);
    await ended(other.child, 'SIGKILL');
    while (isAlive(pid)) await sleep(50);
    const again = await ensureService('mongodb', stateDir);
    expect(await countOf(again.url)).toBe(3);
    await again.stop();
  });

  it('takes MONGODB_URL before anything else, and starts nothing', async () => {
    vi.stubEnv('MONGODB_URL', 'mongodb://elsewhere:1/');
    const service = await ensureService('mongodb', stateDir);
    expect(service).toMatchObject({ url: 'mongodb://elsewhere:1/', started: false });
    await service.stop();
    expect(readdirSync(stateDir)).toEqual([]);
  });

  it('prefers a mongod of this machine', async () => {
    const programs = join(stateDir, 'bin');
    mkdirSync(programs);
    // Stands for the real program: the same arguments, and a server that speaks the same protocol.
    const main = join(root, 'services', 'document-store', 'main.ts');
    const shim = `#!/bin/sh
while [ $# -gt 0 ]; do case "$1" in --port) port=$2;; --dbpath) data=$2;; --bind_ip) address=$2;; esac; shift; done
[ "$address" = 127.0.0.1 ] || exit 1
cd ${JSON.stringify(root)} && exec ${JSON.stringify(process.execPath)} --import tsx ${JSON.stringify(main)} --port "$port" --data-dir "$data"
`;
    writeFileSync(join(programs, 'mongod'), shim);
    chmodSync(join(programs, 'mongod'), 0o755);
    const server = await startLocalMongodb(stateDir, programs);
    expect(server.kind).toBe('mongod');
    expect(await countOf(server.url, 2)).toBe(2);
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
  });

  it('says why a server does not start', async () => {
    mkdirSync(join(stateDir, 'document-store-data'));
    mkdirSync(join(stateDir, 'document-store-data', 'journal.bson'));
    await expect(ensureService('mongodb', stateDir)).rejects.toMatchObject({
      diagnostics: [{ code: 'E0910', message: 'the embedded document store did not start' }],
    });
  });
});

describe('npm run services', () => {
  it('keeps both servers up until it is told to end', async () => {
    const args = ['--import', 'tsx', join(root, 'services', 'main.ts'), '--project-dir', stateDir];
    const main = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(main);
    const line = await firstLine(main, /^mongosh /);
    expect(await countOf(line.slice("mongosh '".length, -1), 1)).toBe(1);
    const postgres = await ensureService('postgres', join(stateDir, '.alambic', 'services'));
    expect(postgres.started).toBe(false);
    await postgres.stop();
    const running = join(stateDir, '.alambic', 'services');
    const pids = [
      pidOf('document-store', running),
      Number(readFileSync(join(running, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
    ];
    expect(pids.map(isAlive)).toEqual([true, true]);
    expect(await ended(main, 'SIGINT')).toBe(0);
    expect(pids.map(isAlive)).toEqual([false, false]);
  });
});
