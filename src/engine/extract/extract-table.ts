import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadManifest } from '../adapters/lake.ts';
import type { SourceConnection, TreatedColumn } from '../adapters/source.ts';
import type { Warehouse } from '../adapters/warehouse.ts';
import { AlambicError, failure } from '../diagnostics/diagnostic.ts';
import { hashFile } from '../lake/hash-file.ts';
import type { Dataset } from '../lake/open-dataset.ts';
import type { SourceTable } from '../parse/project.ts';
import { checkDrift, missingTable } from './check-drift.ts';
import { convertCsv } from './convert-csv.ts';
import { describeLoad, isUnchanged } from './describe-load.ts';
import { openConverter } from './open-converter.ts';

export interface ExtractTableRequest {
  readonly table: SourceTable;
  /** After treatment, as treatTable gives them. */
  readonly columns: readonly TreatedColumn[];
  readonly connection: SourceConnection;
  readonly dataset: Dataset;
  /** The last load's cursor, to read what changed since; undefined reads everything. */
  readonly since?: LoadManifest['cursor'];
  /** An in-memory warehouse to convert with; one is opened where none is given. */
  readonly converter?: Warehouse;
  readonly runId: string;
  now(): Date;
  readonly signal?: AbortSignal;
  /** Rows so far, now and then. */
  onProgress?(rows: number): void;
  /** Called between two effects; tests of crashes stop the process here. */
  checkpoint?(place: string): void | Promise<void>;
}

export interface ExtractionOutcome {
  /** The load that was committed; absent where nothing was different. */
  readonly manifest?: LoadManifest;
  /** Rows that were read. */
  readonly rows: number;
  readonly unchanged: boolean;
}

const fileName = 'part-00000.parquet';

/**
 * Brings a table, or what changed of it, into the lake: treated while it streams, converted to Parquet aside, stored,
 * and visible once its manifest is. Killed at any moment, it leaves nothing that a reader sees, and the next extraction
 * clears it away.
 *
 * @throws AlambicError E0704 or E0909 where the table is not as declared, E0708 when interrupted, E09xx for the
 * connection, E0705 for a full disk.
 */
export async function extractTable(request: ExtractTableRequest): Promise<ExtractionOutcome> {
  await checkDeclaration(request);
  const { table, dataset, checkpoint = () => undefined } = request;
  const load = await dataset.begin();
  const folder = await workFolder(dataset);
  try {
    const path = join(folder, fileName);
    const read = await readIntoFile(request, folder, path);
    await checkpoint('extract_converted');
    const files = [{ name: fileName, bytes: read.bytes, sha256: await hashFile(path), rows: read.rows }];
    const manifest = describeLoad(request, load, files, read.cursor);
    if (await isUnchanged(manifest, dataset)) return { rows: read.rows, unchanged: true };
    await dataset.lake.putFile(dataset.key(load, fileName), path);
    await checkpoint('extract_stored');
    await dataset.commit(manifest);
    await checkpoint('extract_committed');
    return { manifest, rows: read.rows, unchanged: false };
  } catch (error) {
    throw place(error, table);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of this table alone where the lake has a place for it, so that what a killed run left in it is cleared here. */
async function workFolder({ name, lake }: Dataset): Promise<string> {
  if (lake.scratch === undefined) return mkdtemp(join(tmpdir(), 'alambic-extract-'));
  const folder = join(lake.scratch, 'extract', encodeURIComponent(name));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

async function checkDeclaration({ connection, table, columns }: ExtractTableRequest): Promise<void> {
  if (columns.length === 0) {
    const hint = 'take the table out of sources.yml, or keep one column';
    throw failure('E0504', `no column of ${table.id} leaves the source`, { location: table.location, hint });
  }
  const actual = await connection.inspect(table);
  if (actual === undefined) throw new AlambicError(missingTable(table, await connection.tables(table.schema)));
  const drift = checkDrift(table, actual);
  if (drift.length > 0) throw new AlambicError(drift);
}

interface ReadIntoFile {
  readonly rows: number;
  readonly bytes: number;
  readonly cursor?: LoadManifest['cursor'];
}

async function readIntoFile(request: ExtractTableRequest, folder: string, path: string): Promise<ReadIntoFile> {
  const { table, columns, connection, since, signal } = request;
  const converter = request.converter ?? (await openConverter());
  try {
    const stream = await connection.extract({ table, columns, since, signal });
    const csv =
      request.onProgress === undefined ? stream.csv : counted(stream.csv, stream.progress, request.onProgress);
    const { rows, bytes } = await convertCsv({ table, columns, csv, converter, folder, path });
    const result = stream.result();
    if (rows !== result.rows) throw new Error(`${result.rows} rows of ${table.id} were read, ${rows} were converted`);
    return { rows, bytes, ...(result.cursor === undefined ? {} : { cursor: result.cursor }) };
  } finally {
    if (request.converter === undefined) await converter.close();
  }
}

async function* counted(
  csv: AsyncIterable<Uint8Array>,
  progress: () => number,
  onProgress: (rows: number) => void,
): AsyncIterable<Uint8Array> {
  let reported = 0;
  for await (const chunk of csv) {
    yield chunk;
    if (progress() - reported < 10_000) continue;
    reported = progress();
    onProgress(reported);
  }
}

/** A diagnostic of an adapter, which knows no files of the project, at the table's declaration. */
function place(error: unknown, table: SourceTable): unknown {
  if (!(error instanceof AlambicError)) return error;
  return new AlambicError(
    error.diagnostics.map((each) => (each.location === undefined ? { ...each, location: table.location } : each)),
  );
}
