import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';
import type { ResultColumn, RowBatch, Value } from '../../warehouse.ts';
import { DuckDbError, type Perform } from './explain-error.ts';
import type { DuckDb } from './load-duckdb.ts';
import { fastColumn, readValue, type ReadValue } from './read-values.ts';

export interface StreamRequest {
  readonly api: DuckDb;
  readonly connection: DuckDBConnection;
  readonly signal: AbortSignal | undefined;
  readonly perform: Perform;
  readonly columns: readonly ResultColumn[];
  readonly select: string;
  readonly batchSize: number;
}

const interrupted = { code: 'E0708', message: 'interrupted', transient: false } as const;

/**
 * Streams a select in order. DuckDB ends a stream without a word when the query fails half-way, is interrupted, or
 * when the connection runs something else; so a last row of our own must arrive, or the stream was cut.
 */
export async function* streamRows(request: StreamRequest): AsyncGenerator<RowBatch> {
  const { connection, columns, select, batchSize, perform, signal } = request;
  const abortedBefore = signal?.aborted ?? false;
  const stopIfInterrupted = (): void => {
    if (!abortedBefore && (signal?.aborted ?? false)) throw new DuckDbError(interrupted);
  };
  const { before, after } = wrapping(columns);
  const result = await perform(select, before, (sql) => connection.stream(sql), after);
  const reads = columnReads(request, result);
  let pending: Value[][] = columns.map(() => []);
  let whole = false;
  for (;;) {
    stopIfInterrupted();
    const chunk = await perform('', '', () => result.fetchChunk());
    if (chunk === null || chunk.rowCount === 0) break;
    whole = chunk.getColumnVector(columns.length).getItem(chunk.rowCount - 1) === true;
    appendValues(pending, chunk, reads, whole ? chunk.rowCount - 1 : chunk.rowCount);
    while (pending[0]!.length >= batchSize) {
      yield columnarBatch(columns, pending.map((values) => values.slice(0, batchSize))); // prettier-ignore
      pending = pending.map((values) => values.slice(batchSize));
    }
  }
  if (!whole) stopIfInterrupted();
  if (!whole) throw await causeOfCut(request);
  if (pending[0]!.length > 0) yield columnarBatch(columns, pending);
}

function columnarBatch(columns: readonly ResultColumn[], values: readonly (readonly Value[])[]): RowBatch {
  let rows: RowBatch['rows'] | undefined;
  return {
    columns,
    values,
    get rows() {
      return (rows ??= toRows(columns, values));
    },
  };
}

/** Assignment in a loop: `Object.fromEntries` takes twice as long. */
function toRows(columns: readonly ResultColumn[], values: RowBatch['values']): RowBatch['rows'] {
  const rows: Record<string, Value>[] = [];
  for (let row = 0; row < values[0]!.length; row++) {
    const object: Record<string, Value> = {};
    for (let column = 0; column < columns.length; column++) object[columns[column]!.name] = values[column]![row]!;
    rows.push(object);
  }
  return rows;
}

function wrapping(columns: readonly ResultColumn[]): { readonly before: string; readonly after: string } {
  const selected = columns.map((column, index) => (fastColumn(column.type)?.select ?? String)(`c${index}`));
  const names = columns.map((_, index) => `c${index}`);
  return {
    before: `select ${[...selected, 'false'].join(', ')} from (\n`,
    after: `\n) as streamed(${names.join(', ')}) union all select ${[...names.map(() => 'null'), 'true'].join(', ')}`,
  };
}

function columnReads({ api, columns }: StreamRequest, result: DuckDBResult): readonly (ReadValue | undefined)[] {
  return columns.map((column, index) => {
    const fast = fastColumn(column.type);
    return fast === undefined ? readValue(api, result.columnType(index)) : fast.read;
  });
}

function appendValues(
  pending: readonly Value[][],
  chunk: DuckDBDataChunk,
  reads: readonly (ReadValue | undefined)[],
  count: number,
): void {
  pending.forEach((values, index) => {
    const vector = chunk.getColumnVector(index);
    const read = reads[index];
    for (let row = 0; row < count; row++) {
      const value = vector.getItem(row);
      values.push(value === null || read === undefined ? (value as Value) : read(value));
    }
  });
}

/** The stream itself has lost the error: only running the query to its end again brings it back. */
async function causeOfCut({ connection, perform, select }: StreamRequest): Promise<DuckDbError> {
  try {
    await perform(select, 'create or replace temp table alambic_cut_stream as\n', (sql) => connection.run(sql));
    await connection.run('drop table alambic_cut_stream');
  } catch (error) {
    if (error instanceof DuckDbError) return error;
    throw error;
  }
  return new DuckDbError({
    code: 'E0708',
    message: 'a stream of rows was cut before its end',
    hint: 'it was interrupted, or its session ran another statement meanwhile',
    transient: true,
  });
}
