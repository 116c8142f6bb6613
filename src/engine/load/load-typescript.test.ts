import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { loadTypeScript, type LoadedTypeScript } from './load-typescript.ts';
import { importBundle } from './typescript/read-definitions.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'load-typescript-'));
});
afterEach(() => rm(root, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

async function load(paths: readonly string[], kind: 'models' | 'macros' = 'models'): Promise<LoadedTypeScript> {
  const entries = await Promise.all(
    paths.map(async (path) => {
      const text = await readFile(join(root, path), 'utf8');
      return { path, text, hash: createHash('sha1').update(text).digest('hex') };
    }),
  );
  return loadTypeScript({ root, kind, entries, cacheDir: join(root, '.alambic', 'cache') });
}

/** `file »text that is pointed to« code message`. */
async function shown({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): Promise<string[]> {
  return Promise.all(
    diagnostics.map(async ({ code, message, location, hint }) => {
      if (location === undefined) return `${code} ${message}`;
      const text = await readFile(join(root, location.file), 'utf8');
      const hinted = hint === undefined ? '' : ` (${hint})`;
      if ('start' in location)
        return `${location.file} »${text.slice(location.start, location.end)}« ${code} ${message}${hinted}`;
      if (!('line' in location)) return `${location.file} ${code} ${message}${hinted}`;
      return `${location.file}:${location.line} »${text.split('\n')[location.line - 1]!.slice(location.column - 1)}« ${code} ${message}${hinted}`;
    }),
  );
}

const model = (body: string): string =>
  `import { defineModel, ref, source } from 'alambic';\nexport default defineModel({\n${body}\n});\n`;
const rest = `inputs: { orders: ref('orders') }, columns: { id: { type: 'bigint' } }, transform: (batch) => batch.orders,`;

describe('definitions', () => {
  test('hold everything but the function, with places', async () => {
    const text = model(`
      // inputs: { orders: ref('stg_reviews') } would be wrong
      materialized: 'incremental', uniqueKey: 'review_id', zone: 'processed', tags: ['reviews'], batchSize: 500,
      incrementalFilter: "updated_at > (select max(updated_at) from {{this}})",
      inputs: { reviews: ref('stg_reviews'), words: source('shop', 'words') },
      columns: {
        review_id: { type: 'bigint', from: ['reviews.review_id'] },
        keywords: { type: 'varchar[]', from: ['reviews.body'], privacy: 'none', because: 'from a closed list' },
      },
      transform: (batch) => batch.reviews,`);
    await write({ 'models/enriched/reviews.ts': text });
    const { definitions, diagnostics } = await load(['models/enriched/reviews.ts']);
    expect(diagnostics).toEqual([]);
    const [definition] = definitions.models;
    const at = (part: string, from = 0): object => ({
      file: 'models/enriched/reviews.ts',
      start: text.indexOf(part, from),
      end: text.indexOf(part, from) + part.length,
    });
    expect(definition).toEqual({
      name: 'reviews',
      path: 'models/enriched/reviews.ts',
      config: { materialized: 'incremental', zone: 'processed', tags: ['reviews'], uniqueKey: ['review_id'] },
      incrementalFilter: 'updated_at > (select max(updated_at) from {{this}})',
      inputs: [
        [
          'reviews',
          { kind: 'ref', name: 'stg_reviews', location: at('stg_reviews', text.indexOf('inputs: { reviews')) },
        ],
        ['words', { kind: 'source', name: 'shop.words', location: at('words', text.indexOf("'shop'")) }],
      ],
      columns: [
        {
          name: 'review_id',
          type: 'bigint',
          from: ['reviews.review_id'],
          location: at('review_id', text.indexOf('columns:')),
        },
        {
          name: 'keywords',
          type: 'varchar[]',
          from: ['reviews.body'],
          privacy: 'none',
          because: 'from a closed list',
          location: at('keywords'),
        },
      ],
      batchSize: 500,
      location: at('default'),
    });
    expect(JSON.parse(JSON.stringify(definition))).toEqual(definition);
  });

  test('of macros are their exported functions and parameters', async () => {
    await write({
      'macros/money.ts': `
        export const cents = (expression: string, digits = 2, suffix = 'a, (b)'): string => \`round(\${expression} * 100, \${digits})\${suffix}\`;
        export function plain(column: string) { return column; }
        export const single = (x: string) => x;
        export const later = (now = Date.now()) => String(now);
        export const none = () => 'now()';
        export const notCallable = 5;
        export default 1;`,
    });
    const { definitions, bundle } = await load(['macros/money.ts'], 'macros');
    const signatures = definitions.macros.map(({ name, parameters }) => [name, ...parameters]);
    expect(signatures).toEqual([
      ['cents', { name: 'expression' }, { name: 'digits', default: 2 }, { name: 'suffix', default: 'a, (b)' }],
      ['later', { name: 'now', default: null }],
      ['none'],
      ['plain', { name: 'column' }],
      ['single', { name: 'x' }],
    ]);
    const { cents } = (await importBundle(bundle!, root))['macros/money.ts'] as { cents(text: string): string };
    expect(cents('amount')).toBe('round(amount * 100, 2)a, (b)');
  });

  test('of no files need no bundle', async () => {
    expect(await load([])).toEqual({ definitions: { models: [], macros: [] }, diagnostics: [] });
    expect(existsSync(join(root, '.alambic'))).toBe(false);
  });
});

describe('what does not compile', () => {
  test('is E0211 at its line and column, in whatever file', async () => {
    await write({
      'models/a.ts': `export default { é: 'é', x: = 1 };\n`,
      'models/b.ts': `import { x } from './lib/x.ts';\nimport y from './absent.ts';\nexport default [x, y];\n`,
      'models/lib/x.ts': `export const x: number = ;\n`,
    });
    expect(await shown(await load(['models/a.ts', 'models/b.ts']))).toMatchInlineSnapshot(`
      [
        "models/a.ts:1 »= 1 };« E0211 Unexpected "="",
        "models/b.ts:2 »'./absent.ts';« E0211 Could not resolve "./absent.ts" (paths of imports are relative to the file that imports; packages must be installed)",
        "models/lib/x.ts:1 »;« E0211 Unexpected ";"",
      ]
    `);
  });

  test('does not replace the bundle of before', async () => {
    await write({ 'models/a.ts': model(rest) });
    const { bundle } = await load(['models/a.ts']);
    await write({ 'models/a.ts': 'export default {' });
    expect((await load(['models/a.ts'])).bundle).toBeUndefined();
    await write({ 'models/a.ts': model(rest) });
    expect((await load(['models/a.ts'])).bundle?.hash).toBe(bundle!.hash);
  });
});

describe('what defines no model is E0212 at its place', () => {
  const cases: Readonly<Record<string, string>> = {
    'no default export': `export const x = 1;`,
    'not a model': `export default 5;`,
    'a model without transform': `export default { inputs: {}, columns: {} };`,
    'unknown key': model(`materialised: 'table', ${rest}`),
    'wrong materialization': model(`materialized: 'view' as never, ${rest}`),
    'wrong values': model(`zone: 5 as never, tags: 'x' as never, batchSize: 0, ${rest}`),
    'unique key': model(`uniqueKey: ['id', 'day'], ${rest}`),
    'no inputs': model(`inputs: {}, columns: { id: { type: 'bigint' } }, transform: () => [],`),
    'wrong input': model(
      `inputs: { orders: 'orders' as never }, columns: { id: { type: 'bigint' } }, transform: () => [],`,
    ),
    'no columns': model(`inputs: { orders: ref('orders') }, columns: {}, transform: () => [],`),
    'wrong columns': model(`inputs: { orders: ref('orders') },
      columns: { id: { type: 'bigint', from: ['order.id'] }, total: { type: 'interval' }, when: {} as never, x: { type: 'varchar', descripton: 'x' } as never },
      transform: () => [],`),
    'throws when it is imported': `const table: Record<string, { length: number }> = {};\nexport default table['alice@example.org']!.length;`,
    'throws something secret': `export default (() => {\n  throw new RangeError('alice@example.org');\n})();`,
    'misses a package': `import x from 'no-such-package';\nexport default x;`,
  };

  test.each(Object.entries(cases))('%s', async (_, text) => {
    await write({ 'models/m.ts': text });
    const loaded = await load(['models/m.ts']);
    expect(JSON.stringify(loaded.diagnostics)).not.toContain('alice');
    expect(await shown(loaded)).toMatchSnapshot();
  });

  test('one wrong file does not hide the others', async () => {
    await write({ 'models/good.ts': model(rest), 'models/wrong.ts': 'export default 5;' });
    const { definitions, diagnostics } = await load(['models/good.ts', 'models/wrong.ts']);
    expect(definitions.models.map(({ name }) => name)).toEqual(['good']);
    expect(diagnostics.map(({ location }) => location?.file)).toEqual(['models/wrong.ts']);
  });
});

describe('the cache', () => {
  const files = {
    'models/a.ts': `import { limit } from '../lib/limit.ts';\nimport weights from '../lib/weights.json';\n${model(`batchSize: limit, tags: [String(weights[0])], ${rest}`)}`,
    'lib/limit.ts': 'export const limit = 10;',
    'lib/weights.json': `[1, ${'0, '.repeat(50_000)} 0]`,
  };
  const read = async (): Promise<string> => {
    const { definitions } = await load(['models/a.ts']);
    return definitions.models.map(({ batchSize, config }) => `${batchSize} ${config.tags?.join()}`).join();
  };

  test('notices each kind of change', async () => {
    await write(files);
    expect(await read()).toBe('10 1');
    await write({ 'lib/limit.ts': 'export const limit = 20;' });
    expect(await read()).toBe('20 1');
    await write({ 'lib/weights.json': files['lib/weights.json'].replace('1', '2') });
    expect(await read()).toBe('20 2');
    await write({ 'models/a.ts': files['models/a.ts'].replace('limit,', 'limit + 1,') });
    expect(await read()).toBe('21 2');
    await rm(join(root, 'lib/weights.json'));
    expect((await load(['models/a.ts'])).diagnostics.map(({ code }) => code)).toEqual(['E0211']);
  });

  test('notices a large file that changed with its size and modification time kept', async () => {
    await write(files);
    const path = join(root, 'lib/weights.json');
    const { atime, mtime } = await stat(path);
    expect(await read()).toBe('10 1');
    await write({ 'lib/weights.json': files['lib/weights.json'].replace('1', '3') });
    await utimes(path, atime, mtime);
    expect(await read()).toBe('10 3');
  });

  test('notices an entry that is added or removed, and keeps one bundle', async () => {
    await write({ 'models/a.ts': model(rest), 'models/b.ts': model(rest) });
    for (const paths of [['models/a.ts'], ['models/a.ts', 'models/b.ts'], ['models/b.ts']]) {
      const { definitions } = await load(paths);
      expect(definitions.models.map(({ path }) => path)).toEqual(paths);
    }
    const cached = await readdir(join(root, '.alambic', 'cache'));
    expect(cached.filter((name) => name.endsWith('.mjs'))).toHaveLength(1);
  });

  test('does without the bundle’s code while nothing changed', async () => {
    await write({
      'models/a.ts': `${model(rest)}\n(globalThis as { imported?: number }).imported = ((globalThis as { imported?: number }).imported ?? 0) + 1;`,
    });
    const first = await load(['models/a.ts']);
    await writeFile(first.bundle!.file, 'throw new Error("imported");');
    const second = await load(['models/a.ts']);
    expect(second).toEqual(first);
    expect((globalThis as { imported?: number }).imported).toBe(1);
  });

  test('is made again where its files are damaged or gone', async () => {
    await write({ 'models/a.ts': model(rest) });
    const { bundle } = await load(['models/a.ts']);
    const folder = join(root, '.alambic', 'cache');
    for (const name of await readdir(folder))
      if (name.endsWith('.json')) await writeFile(join(folder, name), '{"format":');
    expect((await load(['models/a.ts'])).definitions.models).toHaveLength(1);
    await rm(bundle!.file);
    expect((await load(['models/a.ts'])).bundle).toEqual(bundle);
    expect(existsSync(bundle!.file)).toBe(true);
  });
});
