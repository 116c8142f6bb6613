import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadShop } from '../../demo/shop/load-shop.ts';
import { scaleShop } from '../../demo/shop/shop-options.ts';
import { startDocumentStore } from '../../services/document-store/start-document-store.ts';
import { startEmbeddedPostgres } from '../../services/postgres/start-embedded-postgres.ts';
import { copyProject, type ProjectCopy } from '../harness/copy-project.ts';
import { startFaultyProxy, type FaultyProxy } from '../harness/faulty-proxy.ts';
import { readState } from './read-state.ts';

const program = join(import.meta.dirname, '..', '..', 'dist', 'alambic.cjs');

let folder: string;
let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
let store: Awaited<ReturnType<typeof startDocumentStore>>;
let [shopProxy, storeProxy]: FaultyProxy[] = [];
let copy: ProjectCopy;
let serving: string;
let undisturbed: Readonly<Record<string, string>>;

interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  /** Milliseconds from the interrupt to the end. */
  readonly took: number;
}

/** The program in a process of its own, interrupted as Ctrl-C does it when `moment` says so. */
function build(moment?: (output: string) => boolean): Promise<Ended> {
  const url = `${serving.replace(`:${store.port}`, `:${storeProxy!.port}`)}&serverSelectionTimeoutMS=1000&connectTimeoutMS=1000`;
  const child = spawn(process.execPath, [program, 'build', '--project-dir', copy.projectDir, '--log-format', 'json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      SHOP_URL: postgres.url.replace(`:${postgres.port}`, `:${shopProxy!.port}`),
      SERVING_URL: url,
      PII_KEY: 'a key for tests, of more than enough characters',
    },
  });
  let output = '';
  let interrupted: number | undefined;
  const look = (): void => {
    if (interrupted !== undefined || moment?.(output) !== true) return;
    interrupted = Date.now();
    child.kill('SIGINT');
  };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => ((output += data.toString()), look()));
  const watch = setInterval(look, 10);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      clearInterval(watch);
      resolve({ exitCode, signal, output, took: Date.now() - (interrupted ?? Number.NaN) });
    });
  });
}

async function forget(): Promise<void> {
  await shopProxy!.pass();
  await storeProxy!.pass();
  copy.reset();
  const client = new MongoClient(serving);
  await client.db().dropDatabase();
  await client.close();
}

/** What is served: everything else holds the times and ids of its runs. */
async function served(): Promise<Readonly<Record<string, string>>> {
  const state = await readState(copy.projectDir, serving);
  return Object.fromEntries(
    Object.entries(state).filter(([name]) => /^documents reviews|product_satisfaction"|lake lease/.test(name)),
  );
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alambic-interrupt-'));
  postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), database: 'shop' });
  store = await startDocumentStore();
  serving = store.url.replace('/?', '/reviews?');
  await loadShop(postgres.url, scaleShop(400));
  [shopProxy, storeProxy] = [await startFaultyProxy(postgres.port), await startFaultyProxy(store.port)];
  copy = copyProject('interrupt');
  expect(await build()).toMatchObject({ exitCode: 0 });
  undisturbed = await served();
  expect(Object.keys(undisturbed)).toEqual(expect.arrayContaining(['documents reviews']));
}, 120_000);

afterAll(async () => {
  await shopProxy?.close();
  await storeProxy?.close();
  await store?.stop();
  await postgres?.stop();
  copy?.remove();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

it.each<[string, () => (output: string) => boolean]>([
  [
    'while a table is extracted from a server that hangs',
    () => {
      shopProxy!.plan({ seen: '"public"."reviews"', after: 5000, kind: 'hang' });
      return () => shopProxy!.faults === 1;
    },
  ],
  [
    'while reviews are enriched',
    () => (output) =>
      output.split('\n').some((line) => line.includes('step_started') && line.includes('review_enrichment')),
  ],
  [
    'while documents are published to a store that hangs',
    () => {
      storeProxy!.plan({ seen: 'reviews__next', after: 5000, kind: 'hang' });
      return () => storeProxy!.faults === 1;
    },
  ],
])('an interrupt %s ends the run in order, and the next one ends as an undisturbed one', async (_when, prepare) => {
  await forget();
  const { exitCode, signal, output, took } = await build(prepare());
  expect({ exitCode, signal }).toEqual({ exitCode: 1, signal: null });
  expect(output).toContain('E0708');
  expect(output).not.toMatch(/\n\s+at .*:\d+:\d+/);
  expect(output).not.toContain(decodeURIComponent(new URL(postgres.url).password));
  // The deadline is at five minutes; what is left are the driver's own seconds for connecting.
  expect(took).toBeLessThan(30_000);
  expect(await served()).not.toHaveProperty('lake lease');
  expect(await served()).not.toHaveProperty('documents reviews');

  await shopProxy!.pass();
  await storeProxy!.pass();
  expect(await build()).toMatchObject({ exitCode: 0 });
  expect(await served()).toEqual(undisturbed);
});
