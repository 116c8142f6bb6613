import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { reportCrash, reportDiagnostics } from '../src/cli/report-failure.ts';
import { AlambicError } from '../src/engine/diagnostics/diagnostic.ts';
import { Redactor } from '../src/engine/diagnostics/redaction.ts';
import { composeServers, embeddedServers, type DemoServers } from './demo-servers.ts';
import { parseDemoOptions, usage, type DemoOptions } from './demo-options.ts';
import { ensureKey } from './ensure-key.ts';
import { loadRealReviews } from './real-reviews.ts';
import { runProject } from './run-project.ts';
import { showCollections } from './show-collections.ts';
import { showMarts } from './show-marts.ts';
import { evolveShop } from './shop/evolve-shop.ts';
import { loadShop } from './shop/load-shop.ts';
import { scaleShop } from './shop/shop-options.ts';

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const options = { redactor: new Redactor(), logFormat: 'text', colour: true } as const;
  if (error instanceof AlambicError) reportDiagnostics(error.diagnostics, options);
  else reportCrash(error, options);
  process.exitCode = 2;
}

/** Generates the shop, builds the project on it, and shows what came of it. Gives the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help')) {
    console.log(usage);
    return 0;
  }
  const options = parseDemoOptions(argv);
  if (typeof options === 'string') {
    console.error(`${options}\n\n${usage}`);
    return 2;
  }
  const projectDir = join(process.cwd(), 'project');
  if (existsSync('.env')) process.loadEnvFile('.env');
  if (process.env['PII_KEY'] === undefined && ensureKey(join(projectDir, '.env'), 'PII_KEY')) {
    say(
      `key        made for pseudonyms, kept in ${relative(process.cwd(), join(projectDir, '.env'))} (readable by you alone)`,
    );
  }
  const servers = await timed('servers', () => openServers(options, projectDir));
  try {
    const { isFresh } = await timed('shop', () => prepareShop(servers.shop, options));
    const { success, read } = await runProject(projectDir, servers.target, isFresh);
    if (!success) return 1;
    say(`\n${await showMarts(read)}\n\n${await showCollections(servers.serving)}\n`);
    say(whereToLook(servers));
    return 0;
  } finally {
    await servers.stop();
  }
}

async function openServers(options: DemoOptions, projectDir: string): Promise<DemoServers & { said: string }> {
  if (options.services) return { ...composeServers(process.env), said: 'those of docker-compose.yml' };
  return { ...(await embeddedServers(projectDir)), said: 'embedded PostgreSQL and document store, on 127.0.0.1' };
}

interface PreparedShop {
  readonly said: string;
  /** Whether it took the place of another shop, or of none. */
  readonly isFresh: boolean;
}

async function prepareShop(url: string, options: DemoOptions): Promise<PreparedShop> {
  if (options.reviewsFile !== undefined) return prepareRealShop(url, options.reviewsFile);
  const size = scaleShop(options.reviews, options.seed);
  const { loaded, generation } = await loadShop(url, size);
  const what = `${count(size.products)} products, ${count(size.buyers)} buyers, ${count(size.orders)} orders, ${count(size.reviews)} reviews (seed ${size.seed})`;
  if (loaded) return { isFresh: true, said: `generated and loaded: ${what}` };
  if (!options.evolve)
    return { isFresh: false, said: `there already, on day ${generation}: ${what}; this run is incremental` };
  const { newReviews, editedReviews, newOrders, movedBuyers, deletedProduct, ...day } = await evolveShop(url, size);
  const news = `${count(newReviews)} new and ${count(editedReviews)} edited reviews, ${count(newOrders)} new orders, ${count(movedBuyers)} moved buyers`;
  return {
    isFresh: false,
    said: `day ${day.generation}: ${news}, product ${deletedProduct} is gone; this run is incremental`,
  };
}

async function prepareRealShop(url: string, file: string): Promise<PreparedShop> {
  const { loaded, reviews, buyers, products } = await loadRealReviews(url, file);
  const what = `${count(reviews)} real reviews of ${count(products)} products by ${count(buyers)} buyers`;
  return { isFresh: loaded, said: loaded ? `loaded: ${what}` : `there already: ${what}; this run is incremental` };
}

function whereToLook({ target }: DemoServers): string {
  const on = target === 'local' ? '' : ` --target ${target}`;
  return [
    `look at    npx alambic show product_satisfaction${on} · project/.alambic/register/ · npm run services`,
    `again      npm run demo${target === 'local' ? '' : ' -- --services'} is incremental; npm run demo -- --evolve lets the shop live another day first`,
  ].join('\n');
}

async function timed<T extends { readonly said: string }>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const outcome = await work();
  say(`${what.padEnd(10)} ${outcome.said} · ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return outcome;
}

function count(value: number): string {
  return value.toLocaleString('en-GB');
}

function say(text: string): void {
  console.log(text);
}
