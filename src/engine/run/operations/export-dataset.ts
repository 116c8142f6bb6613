import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashFile } from '../../lake/hash-file.ts';
import { openDataset } from '../../lake/open-dataset.ts';
import type { Operation } from '../../plan/plan.ts';
import type { OperationOutcome, OperationScope } from '../run-context.ts';

type ExportOperation = Extract<Operation, { op: 'export' }>;

const fileName = 'part-00000.parquet';

/** Writes a relation to the lake as the next version of a data set, unless it would be the same bytes again. */
export async function exportDataset(
  operation: ExportOperation,
  { session, context }: OperationScope,
): Promise<OperationOutcome> {
  const { dialect } = context.warehouse;
  const from = dialect.relation(operation.from);
  const dataset = openDataset(context.lake, operation.dataset);
  const folder = await mkdtemp(join(tmpdir(), 'alambic-'));
  try {
    const local = join(folder, fileName);
    const { rows, bytes } = await session.exportParquet(`select * from ${from}`, local);
    const sha256 = await hashFile(local);
    const newest = (await dataset.loads()).at(-1);
    const same = newest?.files.length === 1 && newest.files[0]?.sha256 === sha256;
    const load = same ? newest.load : await dataset.begin();
    const key = `${operation.dataset}/${load}/${fileName}`;
    if (!same) {
      const schema = await session.describe(`select * from ${from}`);
      await context.lake.putFile(key, local);
      await context.checkpoint('export_written');
      await dataset.commit({
        formatVersion: 1, dataset: operation.dataset, load, committedAt: context.now().toISOString(), mode: 'full', rows,
        files: [{ name: fileName, bytes, sha256, rows }], schema, primaryKey: [], keyVersions: {}, treatments: {}, runId: context.runId,
      }); // prettier-ignore
    }
    await context.checkpoint('export_committed');
    await session.execute(
      dialect.createView(operation.view, `select * from ${dialect.readParquet([await context.lake.localPath(key)])}`),
    );
    return { rows, unchanged: same, remarks: [`${operation.dataset}/${load}`] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
