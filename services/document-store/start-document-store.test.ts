import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../process/free-port.ts';
import { startDocumentStore } from './start-document-store.ts';

let folder: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alambic-store-'));
});

afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function withClient<T>(url: string, use: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 2000 });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

describe('startDocumentStore', () => {
  it('keeps everything over a restart', async () => {
    const auth = { user: 'root', password: 'secret' };
    const first = await startDocumentStore({ dataDir: folder, auth });
    await withClient(first.url, async (client) => {
      const db = client.db('shop');
      const validator = { $jsonSchema: { required: ['n'] } };
      const things = await db.createCollection<{ _id: number; n: number }>('draft', { validator });
      await things.createIndex({ n: 1 }, { unique: true });
      await things.insertMany([1, 2, 3, 4].map((n) => ({ _id: n, n })));
      await things.updateOne({ _id: 1 }, { $set: { n: 10 } });
      await things.deleteOne({ _id: 2 });
      await things.aggregate([{ $match: {} }, { $out: 'copy' }]).toArray();
      await things.deleteOne({ _id: 3 });
      await db.renameCollection('draft', 'things');
      await db.collection('gone').insertOne({});
      await db.dropCollection('gone');
      await db.command({ createUser: 'reader', pwd: 'pw', roles: ['read'] });
    });
    await first.stop();
    const second = await startDocumentStore({ dataDir: folder, auth });
    await withClient(second.url, async (client) => {
      const db = client.db('shop');
      const things = db.collection<{ _id: number; n?: number }>('things');
      expect(await things.find().sort({ _id: 1 }).toArray()).toEqual([{ _id: 1, n: 10 }, { _id: 4, n: 4 }]); // prettier-ignore
      expect(await db.collection('copy').countDocuments()).toBe(3);
      expect(
        (await db.listCollections().toArray()).map(({ name }) => name).toSorted((a, b) => (a < b ? -1 : 1)),
      ).toEqual(['copy', 'things']);
      await expect(things.insertOne({ _id: 9, n: 4 })).rejects.toMatchObject({ code: 11000 });
      await expect(things.insertOne({ _id: 9 })).rejects.toMatchObject({ code: 121 });
      expect(await db.command({ usersInfo: 'reader' })).toMatchObject({ users: [{ user: 'reader' }] });
    });
    await second.stop();
  });

  it('refuses a folder that another one uses', async () => {
    const first = await startDocumentStore({ dataDir: folder });
    await expect(startDocumentStore({ dataDir: folder })).rejects.toMatchObject({ diagnostics: [{ code: 'E0910' }] });
    await first.stop();
    await (await startDocumentStore({ dataDir: folder })).stop();
  });

  it('survives rubbish on its port', async () => {
    const server = await startDocumentStore();
    for (const bytes of [Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(64), Buffer.alloc(64, 0xff)]) {
      await new Promise((resolve) => {
        const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
        socket.on('error', () => {}).once('close', resolve);
      });
    }
    expect(await withClient(server.url, (client) => client.db('x').command({ ping: 1 }))).toMatchObject({ ok: 1 });
    await server.stop();
  });

  it('answers a write that is asked for again as it did the first time', async () => {
    const server = await startDocumentStore();
    await withClient(server.url, async (client) => {
      await client.withSession(async (session) => {
        const lsid = session.id;
        const insert = { insert: 'things', documents: [{ _id: 1 }], lsid, txnNumber: 1 };
        const db = client.db('x');
        expect(await db.command(insert)).toMatchObject({ n: 1 });
        const again = await db.command(insert);
        expect(again).toMatchObject({ n: 1 });
        expect(again).not.toHaveProperty('writeErrors');
        expect(await db.command({ ...insert, txnNumber: 2 })).toHaveProperty('writeErrors');
      });
    });
    await server.stop();
  });
});

describe('a store that is killed at any time', () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const root = fileURLToPath(new URL('../..', import.meta.url));

  async function start(port: number): Promise<ChildProcess> {
    const args = ['--import', 'tsx', main, '--port', String(port), '--data-dir', folder];
    const started = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
    while (!(await accepts(port))) await sleep(10);
    return started;
  }

  it('loses nothing that it answered', async () => {
    const port = await freePort();
    const url = `mongodb://127.0.0.1:${port}/?directConnection=true&retryWrites=false`;
    const answered = new Map<number, number>();
    for (let round = 1; round <= 3; round++) {
      child = await start(port);
      await withClient(url, async (client) => {
        const things = client.db('x').collection<{ _id: number; v: number; at: number }>('things');
        if (round === 1) await things.createIndex({ at: 1 });
        const kept = new Map((await things.find().toArray()).map(({ _id, v }) => [_id, v]));
        for (const [id, v] of answered) expect(kept.get(id)).toBeGreaterThanOrEqual(v);
        expect(
          await things
            .find({ at: { $gte: 0 } })
            .hint({ at: 1 })
            .toArray(),
        ).toHaveLength(await things.countDocuments());
        const killed = sleep(150 * round).then(() => child!.kill('SIGKILL'));
        try {
          for (let number = 0; ; number++) {
            const ids = Array.from({ length: 50 }, (_, n) => (number * 37 + n) % 2000);
            const replacement = { v: round * 100_000 + number, at: number };
            const operations = ids.map((_id) => ({ replaceOne: { filter: { _id }, replacement, upsert: true } }));
            await things.bulkWrite(operations, { ordered: false });
            for (const id of ids) answered.set(id, replacement.v);
          }
        } catch (error) {
          expect(String(error)).toMatch(/closed|ECONN|selection|Network/i);
        }
        await killed;
      });
      expect(answered.size).toBeGreaterThan(0);
    }
  });
});

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}
