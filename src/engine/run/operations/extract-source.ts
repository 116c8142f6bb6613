import type { LoadManifest } from '../../adapters/lake.ts';
import type { TreatedColumn } from '../../adapters/source.ts';
import { AlambicError } from '../../diagnostics/diagnostic.ts';
import { extractTable } from '../../extract/extract-table.ts';
import { openDataset } from '../../lake/open-dataset.ts';
import type { SourceTable } from '../../parse/project.ts';
import type { Operation } from '../../plan/plan.ts';
import { treatTable } from '../../treatments/treat-table.ts';
import { retryTransient } from '../retry-transient.ts';
import type { OperationOutcome, OperationScope } from '../run-context.ts';

type ExtractOperation = Extract<Operation, { op: 'extract' }>;

/** Brings what is new in a source table into the lake, treated on its way. */
export async function extractSource(
  operation: ExtractOperation,
  { context, step }: OperationScope,
): Promise<OperationOutcome> {
  const { project } = context.compiled;
  const table = project.sources.get(operation.source);
  if (table === undefined) throw new Error(`no source ${operation.source}`);
  const { columns, diagnostics } = treatTable(table, project.policies, (name) => context.keyedHash(name));
  if (diagnostics.some((each) => each.severity === 'error')) throw new AlambicError(diagnostics);
  const dataset = openDataset(context.lake, datasetOf(table));
  const last = (await dataset.loads()).at(-1);
  const since = operation.full ? undefined : usableCursor(table, columns, last);
  const outcome = await retryTransient(context, async () =>
    extractTable({
      table,
      columns,
      connection: await context.source(table.connection),
      dataset,
      ...(since === undefined ? {} : { since }),
      runId: context.runId,
      now: context.now,
      signal: context.signal,
      checkpoint: context.checkpoint,
      onProgress: (rows: number) => context.progress(step, rows),
    }),
  );
  return { rows: outcome.rows, remarks: describeTreatment(columns, table) };
}

export function datasetOf(table: SourceTable): string {
  return `${table.zone}/${table.source}/${table.table}`;
}

/** A load can only add to rows that were treated in the same way: another shape or key means everything again. */
function usableCursor(
  table: SourceTable,
  columns: readonly TreatedColumn[],
  last: LoadManifest | undefined,
): LoadManifest['cursor'] {
  if (table.extract.mode === 'full' || last?.cursor === undefined) return undefined;
  const now = columns.map((column) => [column.name, column.type, column.treatment]);
  const before = last.schema.map((column) => [column.name, column.type, last.treatments[column.name] ?? 'keep']);
  const versions = new Set(columns.flatMap((column) => column.keyVersion ?? []));
  const sameKeys = [...versions].every((version) => Object.values(last.keyVersions).includes(version));
  return JSON.stringify(now) === JSON.stringify(before) && sameKeys ? last.cursor : undefined;
}

/** `buyer_id pseudonymised (key v1) · full_name, address dropped`. */
function describeTreatment(columns: readonly TreatedColumn[], table: SourceTable): readonly string[] {
  const kept = new Set(columns.map((column) => column.name));
  const groups = new Map<string, string[]>();
  const add = (what: string, name: string): void => void groups.set(what, [...(groups.get(what) ?? []), name]);
  for (const column of columns) {
    if (column.treatment === 'keep') continue;
    add(
      column.keyVersion === undefined
        ? past(column.treatment)
        : `${past(column.treatment)} (key v${column.keyVersion})`,
      column.name,
    );
  }
  for (const column of table.columns) if (!kept.has(column.name)) add('never leave the source', column.name);
  return [...groups].map(([what, names]) => `${names.join(', ')} ${what}`);
}

function past(treatment: string): string {
  return treatment.endsWith('e') ? `${treatment}d` : `${treatment}ed`;
}
