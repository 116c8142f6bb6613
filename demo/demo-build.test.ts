import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../src/engine/engine.ts';
import type { RunResults, StepResult } from '../src/engine/run/run-results.ts';
import { show } from '../src/engine/show.ts';
import { embeddedServers, type DemoServers } from './demo-servers.ts';
import { ensureKey } from './ensure-key.ts';
import { showCollections } from './show-collections.ts';
import { evolveShop } from './shop/evolve-shop.ts';
import { generateShop } from './shop/generate-shop.ts';
import { loadShop } from './shop/load-shop.ts';
import { scaleShop } from './shop/shop-options.ts';

const options = scaleShop(2_000);
const repository = join(import.meta.dirname, '..');
let folder: string;
let projectDir: string;
let servers: DemoServers;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alambic-demo-'));
  projectDir = join(folder, 'project');
  const isSource = (path: string): boolean => !/\.alambic|\.env$/.test(path);
  cpSync(join(repository, 'project'), projectDir, { recursive: true, filter: isSource });
  cpSync(join(repository, 'macros'), join(folder, 'macros'), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  ensureKey(join(projectDir, '.env'), 'PII_KEY');
  servers = await embeddedServers(projectDir);
  await loadShop(servers.shop, options);
});

afterAll(async () => {
  await servers?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const build = (): Promise<RunResults> => run({ projectDir, command: 'build' });

function failed({ results }: RunResults): readonly string[] {
  const bad = new Set<StepResult['status']>(['error', 'fail', 'skipped', 'warn']);
  return results
    .filter(({ status }) => bad.has(status))
    .map(({ name, diagnostics }) => `${name}: ${diagnostics[0]?.message ?? ''}`);
}

async function coherence(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await show({ projectDir, name: 'data_coherence', limit: 100 });
  return Object.fromEntries(rows.map(([, measure, count]) => [String(measure), Number(count)]));
}

describe('the project on the generated shop', () => {
  it('builds, passes its tests, and rejects exactly the reviews that were planted to be rejected', async () => {
    const results = await build();
    expect(failed(results)).toEqual([]);
    expect(results.success).toBe(true);
    const { plans } = generateShop(options);
    const { en, fr, ...defects } = plans;
    expect(await coherence()).toMatchObject({ extracted: 2_000, accepted: en + fr, ...defects });
  });

  it('serves the accepted and the rejected reviews', async () => {
    const { accepted, rejected } = await coherence();
    expect(await showCollections(servers.serving)).toContain(
      `reviews: reviews ${accepted?.toLocaleString('en-GB')} · rejected_reviews ${rejected}`,
    );
  });

  it('brings in another day, and only that day', async () => {
    const changes = await evolveShop(servers.shop, options);
    const results = await build();
    expect(failed(results)).toEqual([]);
    const rowsOf = (name: string): number | undefined =>
      results.results.find((step) => step.name === name && step.kind !== 'test')?.rows;
    expect(rowsOf('review_enrichment')).toBe(changes.newReviews + changes.editedReviews);
    const after = await coherence();
    expect(after['extracted']).toBe(2_000 + changes.newReviews);
    expect(after['accepted']! + after['rejected']!).toBe(after['extracted']);
    expect(after['reviews without product']).toBeGreaterThan(10);
  });
});
