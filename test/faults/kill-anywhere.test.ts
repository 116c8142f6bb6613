import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadShop } from '../../demo/shop/load-shop.ts';
import { scaleShop } from '../../demo/shop/shop-options.ts';
import { startDocumentStore } from '../../services/document-store/start-document-store.ts';
import { startEmbeddedPostgres } from '../../services/postgres/start-embedded-postgres.ts';
import { copyProject, type ProjectCopy } from '../harness/copy-project.ts';
import { readState, type State } from './read-state.ts';

const kills = 32;

interface Outcome {
  readonly signal: NodeJS.Signals | null;
  readonly forward: number;
  readonly success: boolean;
  readonly failed: unknown;
}

let folder: string;
let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
let store: Awaited<ReturnType<typeof startDocumentStore>>;
let copy: ProjectCopy;
let undisturbed: State;
let steps: number;
/** With a database of its own. */
let serving: string;

function build(killAt: number): Promise<Outcome> {
  const script = join(import.meta.dirname, 'run-until.mjs');
  const child = spawn(process.execPath, [script, copy.projectDir, String(killAt)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      SHOP_URL: postgres.url,
      SERVING_URL: serving,
      PII_KEY: 'a key for tests, of more than enough characters',
    },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal === null && code !== 0) reject(new Error(errors));
      else
        resolve({
          signal,
          ...(signal === null
            ? (JSON.parse(output) as Omit<Outcome, 'signal'>)
            : { forward: 0, success: false, failed: [] }),
        });
    });
  });
}

async function startAfresh(): Promise<void> {
  copy.reset();
  const client = new MongoClient(serving);
  await client.db().dropDatabase();
  await client.close();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alambic-kill-'));
  postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), database: 'shop' });
  store = await startDocumentStore({ dataDir: join(folder, 'documents') });
  serving = store.url.replace('/?', '/reviews?');
  await loadShop(postgres.url, scaleShop(400));
  copy = copyProject('kill');
  const outcome = await build(0);
  expect(outcome.failed).toEqual([]);
  steps = outcome.forward;
  undisturbed = await readState(copy.projectDir, serving);
}, 120_000);

afterAll(async () => {
  await store?.stop();
  await postgres?.stop();
  copy?.remove();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

describe('a run that is killed, then run again', () => {
  it('has enough places to be killed at', () => {
    expect(steps).toBeGreaterThanOrEqual(kills);
    expect(Object.keys(undisturbed).filter((name) => name.startsWith('documents'))).toHaveLength(2);
  });

  const points = Array.from({ length: kills }, (_, index) => index);
  it.each(points)('ends as an undisturbed one: place %i', async (index) => {
    await startAfresh();
    const killAt = 1 + Math.floor((index * steps) / kills);
    expect((await build(killAt)).signal).toBe('SIGKILL');
    expect((await build(0)).failed).toEqual([]);
    expect(await readState(copy.projectDir, serving)).toEqual(undisturbed);
  });
});
