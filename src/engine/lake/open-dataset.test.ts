import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lake, LoadManifest } from '../adapters/lake.ts';
import { openLocalLake } from '../adapters/lakes/local/open-local-lake.ts';
import { hashFile } from './hash-file.ts';
import { openDataset, type Dataset } from './open-dataset.ts';

let root: string;
let lake: Lake;
let dataset: Dataset;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'alambic-dataset-'));
  lake = openLocalLake(join(root, 'lake'));
  dataset = openDataset(lake, 'raw/shop/reviews');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const store = async (load: string, content = `content of ${load}`): Promise<LoadManifest['files'][number]> => {
  const path = join(root, 'part');
  await writeFile(path, content);
  const sha256 = await hashFile(path);
  await lake.putFile(dataset.key(load, 'part-00000.parquet'), path);
  return { name: 'part-00000.parquet', bytes: content.length, sha256, rows: 3 };
};
const manifestOf = (load: string, files: LoadManifest['files'], runId = 'run'): LoadManifest => ({
  formatVersion: 1, dataset: dataset.name, load, committedAt: '2026-01-01T00:00:00.000Z', mode: 'full', rows: 3, files,
  schema: [{ name: 'id', type: 'bigint' }], primaryKey: [], keyVersions: {}, treatments: {}, runId,
}); // prettier-ignore
const commit = async (load: string): Promise<LoadManifest> => {
  const manifest = manifestOf(load, [await store(load)]);
  await dataset.commit(manifest);
  return manifest;
};

describe('openDataset', () => {
  it('numbers loads, and shows the committed ones in order', async () => {
    expect(await dataset.loads()).toEqual([]);
    expect(await dataset.begin()).toBe('000001');
    const manifests = [await commit('000001'), await commit('000002')];
    expect(await dataset.begin()).toBe('000003');
    expect(await dataset.loads()).toEqual(manifests);
  });

  it('keeps the order of loads beyond a million', async () => {
    for (const load of ['999999', '1000000', '1000001']) await commit(load);
    expect((await dataset.loads()).map(({ load }) => load)).toEqual(['999999', '1000000', '1000001']);
    expect(await dataset.begin()).toBe('1000002');
  });

  it('shows nothing of a load without a manifest, and clears it for good at the next one', async () => {
    await commit('000001');
    await store('000002');
    await store('000007');
    expect((await dataset.loads()).map(({ load }) => load)).toEqual(['000001']);
    expect(await dataset.begin()).toBe('000002');
    expect((await lake.list('')).map(({ key }) => key)).toEqual(['raw/shop/reviews/000001/manifest.json', 'raw/shop/reviews/000001/part-00000.parquet']); // prettier-ignore
    expect(await lake.versions('raw/shop/reviews/000002/part-00000.parquet')).toEqual([]);
  });

  it('does not mind the loads of a data set whose name begins alike', async () => {
    await commit('000001');
    expect(await openDataset(lake, 'raw/shop/review').begin()).toBe('000001');
    expect(await openDataset(lake, 'raw/shop').loads()).toEqual([]);
    expect(await openDataset(lake, 'raw/shop').begin()).toBe('000001');
    expect(await dataset.loads()).toHaveLength(1);
  });

  it('commits a load once, however often it is asked, and refuses another run', async () => {
    const manifest = await commit('000001');
    await dataset.commit(manifest);
    await expect(dataset.commit({ ...manifest, runId: 'other' })).rejects.toThrow(
      'E0607 another run has committed load 000001',
    );
    expect(await dataset.loads()).toEqual([manifest]);
  });

  it('verifies each byte of a load', async () => {
    const manifest = await commit('000001');
    await dataset.verify(manifest);
    const path = await lake.localPath('raw/shop/reviews/000001/part-00000.parquet');
    await appendFile(path, ' ');
    await expect(dataset.verify(manifest)).rejects.toThrow('E0707 raw/shop/reviews/000001/part-00000.parquet');
    await lake.remove('raw/shop/reviews/000001/part-00000.parquet');
    await expect(dataset.verify(manifest)).rejects.toThrow('E0707');
  });

  it.each([
    ['half a manifest', '{"formatVersion": 1, "dat', 'E0707'],
    ['no manifest', 'null', 'E0707'],
    ['the manifest of another load', JSON.stringify(manifestJson('000009')), 'E0707'],
    ['a later format', JSON.stringify({ ...manifestJson('000001'), formatVersion: 2 }), 'E0202'],
  ])('says so where there is %s', async (_name, text, code) => {
    await lake.putText('raw/shop/reviews/000001/manifest.json', text);
    await expect(dataset.loads()).rejects.toThrow(code);
  });
});

function manifestJson(load: string): object {
  return { formatVersion: 1, dataset: 'raw/shop/reviews', load, files: [], schema: [] };
}
