import type { Lake, LoadManifest } from '../adapters/lake.ts';
import { failure } from '../diagnostics/diagnostic.ts';
import { hashFile } from './hash-file.ts';
import { readManifest } from './read-manifest.ts';

/** The loads of one data set: `raw/shop/reviews/000001/part-00000.parquet`, visible once its manifest stands beside it. */
export interface Dataset {
  readonly name: string;
  readonly lake: Lake;
  /** The committed loads, oldest first. */
  loads(): Promise<readonly LoadManifest[]>;
  /** The folder of the next load, cleared of what an uncommitted one left: `000002`. */
  begin(): Promise<string>;
  /** The key of a file of a load. */
  key(load: string, file: string): string;
  /**
   * Makes a load visible, all of it at once. Committing the same manifest again is no error: an answer can get lost.
   *
   * @throws AlambicError E0607 where another run has committed that load.
   */
  commit(manifest: LoadManifest): Promise<void>;
  /**
   * Hashes the files of a load again.
   *
   * @throws AlambicError E0707 for a file that is missing or not what its manifest says.
   */
  verify(manifest: LoadManifest): Promise<void>;
}

const manifestName = 'manifest.json';
const loadFolder = /^\d{6,}$/;

export function openDataset(lake: Lake, name: string): Dataset {
  const key = (load: string, file: string): string => `${name}/${load}/${file}`;
  return {
    name,
    lake,
    key,
    async loads() {
      const folders = await listLoads(lake, name);
      const committed = [...folders].filter(([, keys]) => keys.some((each) => each.endsWith(`/${manifestName}`)));
      const loads = await Promise.all(committed.map(([load]) => readLoad(lake, key(load, manifestName))));
      return loads.toSorted((a, b) => Number(a.load) - Number(b.load));
    },
    async begin() {
      const folders = await listLoads(lake, name);
      let last = 0;
      for (const [load, keys] of folders) {
        if (keys.includes(key(load, manifestName))) last = Math.max(last, Number(load));
        // Nobody ever saw these, so no version of them is worth keeping.
        else for (const leftover of keys) await lake.remove(leftover, { forever: true });
      }
      return String(last + 1).padStart(6, '0');
    },
    async commit(manifest) {
      const text = `${JSON.stringify(manifest, null, 2)}\n`;
      const outcome = await lake.putText(key(manifest.load, manifestName), text, { ifAbsent: true });
      if (outcome.written || (await lake.getText(key(manifest.load, manifestName)))?.text === text) return;
      throw failure('E0607', `another run has committed load ${manifest.load} of ${name}`, {
        hint: 'run again: what it committed is taken into account',
      });
    },
    async verify(manifest) {
      for (const file of manifest.files) {
        const path = await lake.localPath(key(manifest.load, file.name));
        if ((await hashFile(path)) === file.sha256) continue;
        throw failure('E0707', `${key(manifest.load, file.name)} is not what its manifest says`, {
          hint: 'restore an earlier version of the file, or extract again with --full-refresh',
        });
      }
    },
  };
}

/** The keys of each load, by its folder. */
async function listLoads(lake: Lake, name: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const loads = new Map<string, string[]>();
  for (const { key } of await lake.list(`${name}/`)) {
    const [load, ...rest] = key.slice(name.length + 1).split('/');
    if (load === undefined || rest.length === 0 || !loadFolder.test(load)) continue;
    loads.set(load, [...(loads.get(load) ?? []), key]);
  }
  return loads;
}

async function readLoad(lake: Lake, key: string): Promise<LoadManifest> {
  const found = await lake.getText(key);
  if (found === undefined) throw failure('E0707', `${key} is gone`, { hint: 'restore it, or run with --full-refresh' });
  return readManifest(key, found.text);
}
