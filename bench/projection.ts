// Publishing documents into the embedded document store: everything, then a change of 5 %, then nothing but a copy.
// Usage: npx tsx bench/projection.ts [documents, 50000]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureService } from '../services/services.ts';
import { openMongo } from '../src/engine/adapters/stores/mongodb/open-mongo.ts';
import type { PublicationRequest, StoredDocument } from '../src/engine/adapters/store.ts';
import type { Projection } from '../src/engine/parse/project.ts';
import { measure, report } from './measure.ts';

const count = Number(process.argv[2] ?? 50_000);
const runs = 5;
const projection: Projection = {
  store: 'serving',
  collection: 'reviews',
  key: ['review_id'],
  indexes: [
    { keys: [['product_id', 1], ['created_at', -1]], unique: false },
    { keys: [['rating', 1]], unique: false },
    { keys: [['created_at', -1]], unique: false },
    { keys: [['keywords', 1]], unique: false },
  ],
}; // prettier-ignore

const body = 'Ordered two weeks ago, arrived on time and works as described; the battery could last longer. '.repeat(3);

function review(n: number, version: number): StoredDocument {
  const keywords = [`word${n % 97}`, `word${n % 89}`, `word${n % 83}`, 'battery', `word${n % 13}`];
  const sentiment = { label: 'positive', score: (n % 100) / 100 };
  const created_at = new Date(1.6e12 + n * 1e6);
  const document = {
    review_id: n,
    product_id: n % 2000,
    rating: (n % 5) + 1,
    created_at,
    language: 'fr',
    keywords,
    sentiment,
    body,
    version,
  };
  return { id: String(n), document };
}

async function* reviews(total: number, step: number, version: number): AsyncGenerator<readonly StoredDocument[]> {
  for (let start = 0; start < total; start += 1000 * step) {
    const length = Math.ceil(Math.min(1000 * step, total - start) / step);
    yield Array.from({ length }, (_, n) => review(start + n * step, version));
  }
}

async function* nothing<T>(): AsyncGenerator<readonly T[]> {}

const folder = mkdtempSync(join(tmpdir(), 'alambic-bench-'));
const service = await ensureService('mongodb', folder);
const store = await openMongo({ url: service.url, database: 'bench' });
let generation = 0;
let base: string | undefined;

async function publish(changes: Pick<PublicationRequest, 'upserts'>, from?: string): Promise<void> {
  const name = `g${++generation}`;
  const result = await store.publish({
    projection,
    generation: name,
    base: from,
    ...changes,
    deletes: nothing(),
    expectedDocuments: count,
  });
  if (!result.indexes.every(({ verified }) => verified)) throw new Error('an index is not used');
  base = name;
}

const perSecond = (documents: number, milliseconds: number): string =>
  `${Math.round((documents / milliseconds) * 1000).toLocaleString('en')} documents/s`;

const full = await measure(runs, () => publish({ upserts: reviews(count, 1, generation) }));
report(`projection, ${count} documents, everything`, full, perSecond(count, full.median));
const changed = await measure(runs, () => publish({ upserts: reviews(count, 20, generation) }, base));
report(`projection, 5 % of ${count} documents changed`, changed, perSecond(count / 20, changed.median));
const unchanged = await measure(runs, () => publish({ upserts: nothing() }, base));
report('projection, nothing changed but published again', unchanged);

await store.close();
await service.stop();
rmSync(folder, { recursive: true, force: true });
