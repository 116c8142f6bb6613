import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadShop } from '../../demo/shop/load-shop.ts';
import { scaleShop } from '../../demo/shop/shop-options.ts';
import { startDocumentStore } from '../../services/document-store/start-document-store.ts';
import { startEmbeddedPostgres } from '../../services/postgres/start-embedded-postgres.ts';
import { run, type RunRequest } from '../../src/engine/engine.ts';
import type { RunResults } from '../../src/engine/run/run-results.ts';
import { copyProject, type ProjectCopy } from '../harness/copy-project.ts';
import { startFaultyProxy, type FaultyProxy } from '../harness/faulty-proxy.ts';
import { readState, type State } from './read-state.ts';

let folder: string;
let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
let store: Awaited<ReturnType<typeof startDocumentStore>>;
const proxies: Record<string, FaultyProxy> = {};
let copy: ProjectCopy;
/** Directly, beside the proxy. */
let serving: string;
/** Names, addresses and the like of the shop's buyers, and every password. */
let unspeakable: readonly string[];
/** After one build, and after another one when the serving models are `changed`. */
let first: State;
let second: State;

const password = 's3rving%2Fp4ssword';

interface Build {
  readonly results: RunResults;
  /** Everything that a person or a program was told. */
  readonly said: string;
  readonly notices: readonly string[];
}

async function build(more: Partial<RunRequest> = {}): Promise<Build> {
  const notices: string[] = [];
  const events: unknown[] = [];
  let ids = 0;
  const results = await run({
    projectDir: copy.projectDir,
    command: 'build',
    environment: {
      SHOP_URL: through(postgres.url, proxies['PostgreSQL']!),
      SERVING_URL: `${through(serving, proxies['MongoDB']!)}&serverSelectionTimeoutMS=300&connectTimeoutMS=300`,
      PII_KEY: 'a key for tests, of more than enough characters',
    },
    now: () => new Date('2026-11-01T12:00:00Z'),
    newId: () => `id-${(ids += 1)}`,
    onEvent: (event) => events.push(event),
    onNotice: (message) => notices.push(message),
    pause: async () => undefined,
    ...more,
  });
  const said = JSON.stringify([events, notices, results]);
  expect(unspeakable.filter((value) => said.includes(value))).toEqual([]);
  return { results, said, notices };
}

function through(url: string, { port }: FaultyProxy): string {
  return url.replace(/(@127\.0\.0\.1):\d+/, `$1:${port}`);
}

/** What failed by itself, with what was said about it. */
function failures({
  results,
}: Build): readonly { readonly code: string; readonly message: string; readonly hint: string }[] {
  return results.results
    .filter((each) => each.status === 'error')
    .flatMap((each) => each.diagnostics.map(({ code, message, hint = '' }) => ({ code, message, hint })));
}

/** Both collections get other documents; nothing else does. */
function changeModels(): void {
  for (const model of models)
    writeFileSync(pathOf(model), `select * from (${readFileSync(pathOf(model), 'utf8')}) where review_id % 3 > 0`);
}

/** Of both servers, in seconds. */
function setIdleTimeout(seconds: number): void {
  const file = join(copy.projectDir, 'alambic.yml');
  const text = readFileSync(file, 'utf8').replaceAll(
    /(_URL\}')(, idle_timeout: \d+)?\}/g,
    `$1, idle_timeout: ${seconds}}`,
  );
  expect(text.split(`idle_timeout: ${seconds}`)).toHaveLength(3);
  writeFileSync(file, text);
}

const models = ['review_search', 'rejected_review_feed'] as const;
const pathOf = (model: string, projectDir = copy.projectDir): string =>
  join(projectDir, 'models', 'serving', `${model}.sql`);

const state = (): Promise<State> => readState(copy.projectDir, serving);

/** What readers see: not what a run has brought into the lake, which the next one goes on from. */
async function published(): Promise<State> {
  return Object.fromEntries(Object.entries(await state()).filter(([name]) => !/^lake (?!lease)/.test(name)));
}

async function startAfresh(): Promise<void> {
  for (const proxy of Object.values(proxies)) await proxy.pass();
  copy.reset();
  for (const model of models) cpSync(pathOf(model, join(import.meta.dirname, '..', '..', 'project')), pathOf(model));
  const client = new MongoClient(serving);
  await client.db().dropDatabase();
  await client.close();
}

async function readUnspeakable(): Promise<readonly string[]> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  const { rows } = await client.query<Record<string, string>>('select full_name, email, phone, address from buyers');
  await client.end();
  const passwords = [postgres.url, serving].map((url) => new URL(url).password);
  return [...rows.flatMap((row) => Object.values(row)), ...passwords, ...passwords.map(decodeURIComponent)].filter(
    (value) => value?.length > 4,
  );
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alambic-away-'));
  postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), database: 'shop' });
  store = await startDocumentStore({ auth: { user: 'writer', password: decodeURIComponent(password) } });
  serving = store.url.replace('/?', '/reviews?');
  await loadShop(postgres.url, scaleShop(400));
  unspeakable = await readUnspeakable();
  proxies['PostgreSQL'] = await startFaultyProxy(postgres.port);
  proxies['MongoDB'] = await startFaultyProxy(store.port);
  copy = copyProject('away');
  await startAfresh();
  expect(failures(await build())).toEqual([]);
  first = await state();
  changeModels();
  expect(failures(await build())).toEqual([]);
  second = await state();
}, 120_000);

afterAll(async () => {
  for (const proxy of Object.values(proxies)) await proxy.close();
  await store?.stop();
  await postgres?.stop();
  copy?.remove();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

beforeEach(startAfresh);

it('compares what differs', () => {
  expect(unspeakable.length).toBeGreaterThan(100);
  const different = Object.keys(second).filter((name) => second[name] !== first[name]);
  expect(different).toEqual(expect.arrayContaining(['documents reviews', 'documents rejected_reviews']));
  expect(first['lake lease']).toBeUndefined();
});

describe.each([
  {
    server: 'PostgreSQL',
    amid: { seen: '"public"."reviews"', after: 20_000 },
    again: { seen: '"public"."reviews"', after: 1 },
    names: /PostgreSQL at 127\.0\.0\.1:\d+\/shop/,
  },
  {
    server: 'MongoDB',
    amid: { seen: 'reviews__next', after: 20_000 },
    again: { seen: 'reviews__next', after: 1 },
    names: /document store/,
  },
])('$server', ({ server, amid, again, names }) => {
  const proxy = (): FaultyProxy => proxies[server]!;

  it('that is not up yet is tried again, and the run succeeds', async () => {
    await proxy().refuse();
    let pauses = 0;
    const pause = async (): Promise<void> => {
      if ((pauses += 1) === 2) await proxy().pass();
    };
    const outcome = await build({ pause });
    expect(failures(outcome)).toEqual([]);
    expect(pauses).toBeGreaterThanOrEqual(2);
    expect(outcome.notices.join('\n')).toMatch(names);
    expect(outcome.notices.join('\n')).toContain('trying again (2 of 5)');
    expect(await state()).toEqual(first);
  });

  it('that cuts the connection once, amid the data, leaves no trace', async () => {
    const before = proxy().faults;
    proxy().plan({ ...amid, kind: 'cut' });
    expect(failures(await build())).toEqual([]);
    expect(proxy().faults).toBe(before + 1);
    expect(await state()).toEqual(first);
  });

  it('that says nothing more ends the run at its deadline, and the next one goes on', async () => {
    setIdleTimeout(1);
    proxy().plan({ ...amid, kind: 'hang' });
    const outcome = await build();
    expect(failures(outcome)).toContainEqual({
      code: 'E0710',
      message: expect.stringMatching(names) as string,
      hint: expect.stringContaining('idle_timeout') as string,
    });
    expect(Object.keys(await state()).filter((name) => name === 'documents reviews' || name === 'lake lease')).toEqual(
      [],
    );
    setIdleTimeout(300);
    await proxy().pass();
    expect(failures(await build())).toEqual([]);
    expect(await state()).toEqual(first);
  });

  it('that goes for good ends the run, and the next one goes on', async () => {
    await build();
    const visible = await published();
    const before = proxy().faults;
    proxy().plan({ ...again, kind: 'refuse' });
    changeModels();
    const outcome = await build();
    expect(proxy().faults).toBe(before + 1);
    expect(outcome.results.success).toBe(false);
    const found = failures(outcome);
    expect(found.length).toBeGreaterThan(0);
    for (const { code, message, hint } of found) {
      expect(code).toMatch(/^E090[16]$/);
      expect(message).toMatch(names);
      expect(hint).not.toBe('');
    }
    const now = await published();
    expect(now['lake lease']).toBeUndefined();
    for (const name of Object.keys(visible).filter(servedFrom))
      expect([name, now[name]]).toEqual([name, visible[name]]);
    expect(Object.keys(now).toSorted()).toEqual(Object.keys(visible).toSorted());
    await proxy().pass();
    expect(failures(await build())).toEqual([]);
    expect(await state()).toEqual(second);
  });

  it('that goes for good on the first run shows nothing, and the next one goes on', async () => {
    proxy().plan({ ...amid, kind: 'refuse' });
    const outcome = await build();
    expect(failures(outcome).map(({ code }) => code)).toContainEqual(expect.stringMatching(/^E090[16]$/));
    expect(Object.keys(await state()).filter((name) => name === 'documents reviews' || name === 'lake lease')).toEqual(
      [],
    );
    await proxy().pass();
    expect(failures(await build())).toEqual([]);
    expect(await state()).toEqual(first);
  });
});

/** What both servers have to do with: the documents, and what the reviews are counted in. */
function servedFrom(name: string): boolean {
  return /^documents |"(review_search|rejected_review_feed)"/.test(name);
}
