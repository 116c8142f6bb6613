import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  startDocumentStore,
  type DocumentStoreServer,
} from '../../../../../services/document-store/start-document-store.ts';
import { freePort } from '../../../../../services/process/free-port.ts';
import { startCuttingProxy } from '../../../../../test/faults/cutting-proxy.ts';
import { AlambicError } from '../../../diagnostics/diagnostic.ts';
import type { Projection } from '../../../parse/project.ts';
import type { PublicationRequest, StoredDocument } from '../../store.ts';
import { openMongo } from './open-mongo.ts';

const projection: Projection = {
  store: 'serving',
  collection: 'things',
  key: ['n'],
  indexes: [{ keys: [['n', 1]], unique: true }],
};
const quick = 'directConnection=true&serverSelectionTimeoutMS=150&connectTimeoutMS=150';

async function* batches<T>(all: readonly T[]): AsyncGenerator<readonly T[]> {
  for (let at = 0; at < all.length; at += 500) yield all.slice(at, at + 500);
}

function things(count: number, generation: string, base?: string): PublicationRequest {
  const all = Array.from({ length: count }, (_, n): StoredDocument => ({ id: `t${n}`, document: { n, generation } }));
  return {
    projection,
    generation,
    base,
    upserts: batches(all),
    deletes: batches<string>([]),
    expectedDocuments: count,
  };
}

/** What readers see: each generation that occurs, with its number of documents. */
async function seen(client: MongoClient): Promise<Record<string, number>> {
  const groups = client
    .db('serving')
    .collection('things')
    .aggregate([{ $group: { _id: '$generation', n: { $sum: 1 } } }]);
  return Object.fromEntries((await groups.toArray()).map(({ _id, n }) => [_id as string, n as number]));
}

describe('a connection that is cut', () => {
  let server: DocumentStoreServer;
  let client: MongoClient;
  beforeAll(async () => {
    server = await startDocumentStore();
    client = await new MongoClient(server.url).connect();
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  /** Publishes over a proxy that cuts at a message; whether it was cut. */
  async function publishCut(request: PublicationRequest, at: number, afterServer: boolean): Promise<boolean> {
    const proxy = await startCuttingProxy(server.port, { at, afterServer });
    try {
      const store = await openMongo({ url: `mongodb://127.0.0.1:${proxy.port}/?${quick}`, database: 'serving' });
      try {
        await store.publish(request);
      } finally {
        await store.close();
      }
    } catch (error) {
      expect(error).toBeInstanceOf(AlambicError);
      expect((error as AlambicError).diagnostics[0]!.code).toMatch(/^E090[16]$/);
    }
    const isCut = proxy.messages >= at;
    await proxy.close();
    return isCut;
  }

  for (const afterServer of [false, true]) {
    it(`leaves one whole generation visible at every point${afterServer ? ', the last message having arrived' : ''}`, async () => {
      const direct = await openMongo({ url: server.url, database: 'serving' });
      let [points, changed] = [0, 0];
      for (let at = 1; ; at++) {
        await direct.publish(things(1200, 'old'));
        const isCut = await publishCut(things(800, 'new'), at, afterServer);
        const now = await seen(client);
        expect([{ old: 1200 }, { new: 800 }]).toContainEqual(now);
        const [generation, documents] = Object.entries(now)[0]!;
        expect(await direct.visible(projection)).toEqual({ generation, documents });
        const next = await direct.publish({ ...things(1200, 'next', generation), deletes: batches([]) });
        expect(next.documents).toBe(1200);
        expect(await seen(client)).toEqual({ next: 1200 });
        if (!isCut) break;
        points++;
        changed += generation === 'new' ? 1 : 0;
      }
      expect(points).toBeGreaterThan(12);
      expect(changed).toBeGreaterThan(0);
      expect(changed).toBeLessThan(points);
      await direct.close();
    });
  }
});

describe('a server that is killed', () => {
  const main = fileURLToPath(new URL('../../../../../services/document-store/main.ts', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'alambic-killed-'));
  const children: ChildProcess[] = [];
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  async function startServer(port: number): Promise<ChildProcess> {
    const child = spawn(process.execPath, ['--import', 'tsx', main, '--port', String(port), '--data-dir', folder], {
      stdio: 'inherit',
    });
    children.push(child);
    while (!(await accepts(port))) await sleep(20);
    return child;
  }

  it('comes back with the generation before, whole, and everything can be published again', async () => {
    const port = await freePort();
    const url = `mongodb://127.0.0.1:${port}/?${quick}`;
    let child = await startServer(port);
    const store = await openMongo({ url, database: 'serving' });
    await store.publish(things(3000, 'old'));
    await store.close();
    for (const moment of [2, 5]) {
      const doomed = await openMongo({ url, database: 'serving' });
      const request = things(5000, 'new');
      async function* killing(): AsyncGenerator<readonly StoredDocument[]> {
        let number = 0;
        for await (const batch of request.upserts) {
          if (++number === moment) child.kill('SIGKILL');
          yield batch;
        }
      }
      await expect(doomed.publish({ ...request, upserts: killing() })).rejects.toBeInstanceOf(AlambicError);
      await doomed.close();
      child = await startServer(port);
      const client = await new MongoClient(url).connect();
      expect(await seen(client)).toEqual({ old: 3000 });
      await client.close();
    }
    const again = await openMongo({ url, database: 'serving' });
    expect(await again.visible(projection)).toEqual({ generation: 'old', documents: 3000 });
    expect(await again.publish(things(5000, 'new', 'old'))).toMatchObject({ documents: 5000 });
    await again.close();
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
