/**
 * Speed of the enrichment: reviews a second on one thread and on two workers, on generated reviews of about sixty
 * words, and on the real reviews where they are present.
 *
 *   npx tsx bench/enrichment.ts [reviews]
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { generateReviews } from '../project/enrichment/train/generate-reviews.ts';
import { readProducts, readStarredReviews, readWritten } from '../project/enrichment/train/read-corpora.ts';

type Review = { readonly summary: string; readonly body: string };

const root = join(import.meta.dirname, '..');
const wordsPerReview = 60;
const batchSize = 1_000;
// A quarter of the sentences are misspelled: more of them would be a vocabulary that no shop has.
const poolSize = 5_000;

function generate(count: number): Review[] {
  return (['en', 'fr'] as const).flatMap((language) => {
    const said = generateReviews(readWritten(language), readProducts(language), language, poolSize, 5);
    const reviews: Review[] = [];
    let at = 0;
    while (reviews.length < count / 2) {
      let body = '';
      const summary = said[at % said.length]?.text.slice(0, 40) ?? '';
      // The number makes each review another text, as caches must not answer for whole reviews.
      while (body.split(' ').length < wordsPerReview) body += `${said[at++ % said.length]?.text}. `;
      reviews.push({ summary, body: `${body}${reviews.length}` });
    }
    return reviews;
  });
}

// Bundled as a model is, so that what is measured is what runs.
async function bundle(): Promise<string> {
  const outdir = join(root, 'node_modules', '.cache', 'alambic-bench');
  mkdirSync(outdir, { recursive: true });
  const outfile = join(outdir, 'enrichment-worker.mjs');
  await build({
    stdin: {
      contents: `
        import { parentPort } from 'node:worker_threads';
        import { enrichReview } from './enrich-review.ts';
        parentPort.postMessage('ready');
        parentPort.on('message', (batch) => parentPort.postMessage(batch.map(enrichReview)));`,
      resolveDir: join(root, 'project', 'enrichment'),
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    outfile,
    logLevel: 'warning',
  });
  return outfile;
}

async function measure(file: string, reviews: readonly Review[], workers: number): Promise<void> {
  const pool = Array.from({ length: workers }, () => new Worker(file));
  const reply = (worker: Worker): Promise<unknown> => new Promise((resolve) => worker.once('message', resolve));
  await Promise.all(pool.map(reply));
  let next = 0;
  const before = process.cpuUsage();
  const start = performance.now();
  await Promise.all(
    pool.map(async (worker) => {
      while (next < reviews.length) {
        const batch = reviews.slice(next, (next += batchSize));
        const done = reply(worker);
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
        worker.postMessage(batch);
        await done;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1_000;
  // Time on the processor, of all threads: what the figure would be worth on a machine that does nothing else.
  const { user, system } = process.cpuUsage(before);
  const cost = Math.round((user + system) / reviews.length);
  const memory = Math.round(process.memoryUsage.rss() / 2 ** 20);
  console.log(
    `${workers} worker${workers > 1 ? 's' : ''}: ${Math.round(reviews.length / seconds)} reviews/s ` +
      `(${reviews.length} in ${seconds.toFixed(1)} s; ${cost} µs of processor time a review; ${memory} MB resident)`,
  );
  await Promise.all(pool.map((worker) => worker.terminate()));
}

const file = await bundle();
const generated = generate(Number(process.argv[2] ?? 30_000));
const words = generated.reduce((sum, { body }) => sum + body.split(' ').length, 0) / generated.length;
console.log(`generated reviews, ${Math.round(words)} words each`);
for (const workers of [1, 2]) await measure(file, generated, workers);

const real = join(root, '..', 'shared', 'data', 'amazon_reviews_4915.csv');
if (existsSync(real)) {
  const reviews = readStarredReviews(real);
  console.log(`real reviews, three times over`);
  for (const workers of [1, 2]) await measure(file, [...reviews, ...reviews, ...reviews], workers);
}
