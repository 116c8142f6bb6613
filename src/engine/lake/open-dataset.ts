import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Lake, LoadManifest } from '../adapters/lake.ts';
import { failure } from '../diagnostics/diagnostic.ts';

/** The loads of one data set: `raw/shop/reviews/000001/part-00000.parquet`, visible once its manifest stands beside it. */
export interface Dataset {
  readonly name: string;
  /** The committed loads, oldest first. */
  loads(): Promise<readonly LoadManifest[]>;
  /** The folder of the next load, cleared of what an uncommitted one left. */
  begin(): Promise<string>;
  /**
   * Makes a load visible.
   *
   * @throws AlambicError E0607 where another run has committed that load.
   */
  commit(manifest: LoadManifest): Promise<void>;
  /**
   * Hashes the files of a load again.
   *
   * @throws AlambicError E0707 for a file that is not what its manifest says.
   */
  verify(manifest: LoadManifest): Promise<void>;
}

const manifestName = 'manifest.json';

export function openDataset(lake: Lake, name: string): Dataset {
  const loads = async (): Promise<readonly LoadManifest[]> => {
    const objects = await lake.list(`${name}/`);
    const manifests = objects.filter(({ key }) => key.endsWith(`/${manifestName}`) && key.split('/').length === name.split('/').length + 2);
    return Promise.all(manifests.map(async ({ key }) => JSON.parse((await lake.getText(key))?.text ?? '{}') as LoadManifest));
  };
  return {
    name,
    loads,
    async begin() {
      const last = (await loads()).at(-1)?.load ?? '000000';
      const load = String(Number(last) + 1).padStart(6, '0');
      for (const { key } of await lake.list(`${name}/${load}/`)) await lake.remove(key, { forever: true });
      return load;
    },
    async commit(manifest) {
      const key = `${name}/${manifest.load}/${manifestName}`;
      const outcome = await lake.putText(key, `${JSON.stringify(manifest, null, 2)}\n`, { ifAbsent: true });
      if (!outcome.written) throw failure('E0607', `another run has committed load ${manifest.load} of ${name}`, { hint: 'run again: what it committed is taken into account' });
    },
    async verify(manifest) {
      for (const file of manifest.files) {
        const key = `${name}/${manifest.load}/${file.name}`;
        const hash = createHash('sha256');
        await pipeline(createReadStream(await lake.localPath(key)), hash);
        if (hash.digest('hex') !== file.sha256) throw failure('E0707', `${key} is not what its manifest says`, { hint: 'restore an earlier version of the file, or extract again with --full-refresh' });
      }
    },
  };
}
