import type { LoadManifest } from '../adapters/lake.ts';
import type { Dataset } from '../lake/open-dataset.ts';
import type { ExtractTableRequest } from './extract-table.ts';

/** The manifest of a load that is not committed yet. */
export function describeLoad(
  { table, columns, dataset, since, runId, now }: ExtractTableRequest,
  load: string,
  files: LoadManifest['files'],
  cursor: LoadManifest['cursor'],
): LoadManifest {
  const kept = new Set(columns.map(({ name }) => name));
  const removed = table.columns.filter(({ name }) => !kept.has(name)).map(({ name }) => [name, 'drop'] as const);
  const treated = columns
    .filter(({ treatment }) => treatment !== 'keep')
    .map(({ name, treatment }) => [name, treatment] as const);
  return {
    formatVersion: 1,
    dataset: dataset.name,
    load,
    committedAt: now().toISOString(),
    mode: since === undefined ? 'full' : 'incremental',
    rows: files.reduce((sum, file) => sum + file.rows, 0),
    files,
    schema: columns.map(({ name, type }) => ({ name, type })),
    primaryKey: table.extract.primaryKey,
    ...(cursor === undefined ? {} : { cursor }),
    keyVersions: Object.fromEntries(
      columns.flatMap(({ key, keyVersion }) => (key === undefined ? [] : [[key, keyVersion!]])),
    ),
    treatments: Object.fromEntries([...treated, ...removed]),
    runId,
  };
}

/** Nothing new since the last load, or the same bytes again. A load is then not worth a folder. */
export async function isUnchanged(manifest: LoadManifest, dataset: Dataset): Promise<boolean> {
  if (manifest.mode === 'incremental') return manifest.rows === 0;
  const last = (await dataset.loads()).at(-1);
  if (last?.mode !== 'full' || manifest.cursor !== undefined) return false;
  const content = ({ files, schema, primaryKey, treatments, keyVersions }: LoadManifest): string =>
    JSON.stringify([files, schema, primaryKey, treatments, keyVersions]);
  return content(last) === content(manifest);
}
