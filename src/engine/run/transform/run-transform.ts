import { availableParallelism } from 'node:os';
import type { Relation, ResultColumn, RowBatch, Value, WarehouseSession } from '../../adapters/warehouse.ts';
import { failure, type Location } from '../../diagnostics/diagnostic.ts';
import { workerFile } from '../../package-root.ts';
import type { WorkerFault } from './transform-messages.ts';
import { packTable, unpackColumns, type WireTable } from './wire-table.ts';
import { interruption, openWorkerPool, type WorkerPool } from './worker-pool.ts';

export interface TransformRequest {
  /** Absolute path of the bundle of the project's TypeScript models. */
  readonly bundleFile: string;
  /** Absolute path of the project folder. */
  readonly root: string;
  readonly model: string;
  /** The model's file, relative to `root`. */
  readonly path: string;
  /** The first one is streamed in batches, the others are given whole with each batch. */
  readonly inputs: readonly { readonly name: string; readonly select: string }[];
  readonly columns: readonly ResultColumn[];
  /** 1,000 where nothing is said. */
  readonly batchSize?: number;
  /** Two, or one on a single core, where nothing is said. */
  readonly workers?: number;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly target: string;
  /** Lends a session for as long as the work takes: each input needs one of its own. */
  readonly read: <T>(work: (session: WarehouseSession) => Promise<T>) => Promise<T>;
  /** An empty table with exactly `columns`, which nobody reads yet. */
  readonly sink: { readonly session: WarehouseSession; readonly relation: Relation };
  /** Rows written so far. */
  readonly onProgress?: (rows: number) => void;
  readonly signal?: AbortSignal;
  /** Where a column is declared; the file alone where nothing is said. */
  readonly locate?: (column: string) => Location | undefined;
}

export interface TransformResult {
  readonly rows: number;
  readonly inputRows: number;
  readonly workers: number;
  /** User code wrote to the console. It is not passed on, as it may quote values. */
  readonly wroteToConsole: boolean;
}

const defaultBatchSize = 1000;

/**
 * Runs a TypeScript model: the first input streams through worker threads into the sink, in order, with a bounded
 * number of batches under way. The same input gives the same rows in the same order, whatever the number of workers.
 *
 * @throws AlambicError E0505 for a row that is not as declared, E0506 for user code that fails, E0708 when interrupted.
 */
export async function runTransform(request: TransformRequest): Promise<TransformResult> {
  const { inputs, sink, columns, signal } = request;
  const [first, ...rest] = inputs;
  if (first === undefined) throw new Error(`model ${request.model} has no input`);
  if (signal?.aborted === true) throw interruption();
  const others: (readonly [string, WireTable])[] = [];
  for (const { name, select } of rest) others.push([name, await request.read((session) => readWhole(session, select))]);
  const pool = await openPool(request, first.name, others);
  const progress = { rows: 0, inputRows: 0 };
  const interrupt = (): void => void pool.close();
  signal?.addEventListener('abort', interrupt);
  try {
    const rows = await request.read((session) => {
      const batches = session.stream(first.select, request.batchSize ?? defaultBatchSize);
      return sink.session.append(sink.relation, columns, transformed(batches, pool, request, progress));
    });
    return { rows, inputRows: progress.inputRows, workers: workersOf(request), wroteToConsole: pool.wroteToConsole() };
  } finally {
    signal?.removeEventListener('abort', interrupt);
    await pool.close();
  }
}

async function openPool(
  request: TransformRequest,
  input: string,
  others: readonly (readonly [string, WireTable])[],
): Promise<WorkerPool> {
  const { bundleFile, root, path, model, target, vars, columns } = request;
  const locate = (fault: WorkerFault): Location =>
    fault.location ?? (fault.column === undefined ? undefined : request.locate?.(fault.column)) ?? { file: path };
  return openWorkerPool({
    file: await workerFile(),
    setup: {
      bundleFile,
      root,
      path,
      model,
      target,
      vars,
      input,
      others,
      columns: columns.map(({ name, type }) => ({ name, type })),
    },
    size: workersOf(request),
    explain: (fault) => {
      const { code, message, hint, notes } = fault;
      return code === 'E0708'
        ? failure(code, message)
        : failure(code, message, { hint, notes, location: locate(fault) });
    },
  });
}

function workersOf({ workers }: TransformRequest): number {
  return Math.max(1, workers ?? Math.min(2, availableParallelism()));
}

async function readWhole(session: WarehouseSession, select: string): Promise<WireTable> {
  const columns = await session.describe(select);
  const whole: Value[][] = columns.map(() => []);
  for await (const { values } of session.stream(select, 10_000)) {
    values.forEach((column, index) => column.forEach((value) => whole[index]!.push(value)));
  }
  return packTable(columns, whole);
}

/** First in, first out: results leave in the order of the input, and reading waits while enough is under way. */
async function* transformed(
  batches: AsyncIterable<RowBatch>,
  pool: WorkerPool,
  request: TransformRequest,
  progress: { rows: number; inputRows: number },
): AsyncGenerator<readonly (readonly Value[])[]> {
  const underWay: Promise<WireTable>[] = [];
  const limit = workersOf(request) * 2;
  const next = async (): Promise<readonly (readonly Value[])[]> => {
    const table = await underWay.shift()!;
    progress.rows += table.rows;
    request.onProgress?.(progress.rows);
    return unpackColumns(table);
  };
  for await (const { columns, values } of batches) {
    const running = pool.run(progress.inputRows, packTable(columns, values));
    // Failures are met in order, below; until then a rejection must not count as unhandled.
    running.catch(() => undefined);
    underWay.push(running);
    progress.inputRows += values[0]?.length ?? 0;
    if (underWay.length >= limit) yield await next();
  }
  while (underWay.length > 0) yield await next();
}
