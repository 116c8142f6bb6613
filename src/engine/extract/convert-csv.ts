import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { TreatedColumn } from '../adapters/source.ts';
import type { Warehouse } from '../adapters/warehouse.ts';
import { AlambicError, failure } from '../diagnostics/diagnostic.ts';
import type { SourceTable } from '../parse/project.ts';
import { feedPipe, makePipe } from './feed-pipe.ts';

export interface ConversionRequest {
  readonly table: SourceTable;
  readonly columns: readonly TreatedColumn[];
  /** After treatment: nothing clear of a treated column may be in it. */
  readonly csv: AsyncIterable<Uint8Array>;
  readonly converter: Warehouse;
  /** An empty folder for what stands on the way. */
  readonly folder: string;
  /** Where the Parquet file goes. */
  readonly path: string;
  /** False goes through a file instead of a pipe. */
  readonly pipe?: boolean;
}

/**
 * Treated CSV to Parquet, without holding either in memory.
 *
 * @throws AlambicError E0704 for a value that its declared type cannot hold; what `csv` throws.
 */
export async function convertCsv(
  request: ConversionRequest,
): Promise<{ readonly rows: number; readonly bytes: number }> {
  const { converter, columns, folder, path, csv } = request;
  const between = join(folder, 'rows.csv');
  const session = await converter.session();
  try {
    const rows = columns.map(({ name, type }) => ({ name, type }));
    const select = `select * from ${converter.dialect.readCsv(between, rows, ',')}`;
    const exportRows = (): ReturnType<typeof session.exportParquet> => session.exportParquet(select, path);
    if (request.pipe !== false && (await makePipe(between)))
      return await throughPipe(between, csv, exportRows, request);
    await pipeline(csv, createWriteStream(between, { mode: 0o600 }));
    return await exportRows().catch((error: unknown) => {
      throw explainConversion(error, request);
    });
  } finally {
    await session.close();
    await rm(between, { force: true });
  }
}

/** The source's failure comes first: the reader then saw an early end, and whatever it says of that is beside the point. */
async function throughPipe<T>(
  path: string,
  csv: AsyncIterable<Uint8Array>,
  read: () => Promise<T>,
  request: ConversionRequest,
): Promise<T> {
  const reader = read();
  const [fed, converted] = await Promise.allSettled([feedPipe(path, csv, reader), reader]);
  if (converted.status === 'rejected' && fed.status === 'fulfilled') throw explainConversion(converted.reason, request);
  if (fed.status === 'rejected') throw fed.reason;
  return (converted as PromiseFulfilledResult<T>).value;
}

/** The converter's fault names a temporary file and its line; the user knows the table and the column. */
function explainConversion(error: unknown, { converter, table, columns }: ConversionRequest): unknown {
  if (error instanceof AlambicError) return error;
  const fault = converter.explain(error);
  if (fault.code !== 'E0706')
    return failure(fault.code, `${table.id}: ${fault.message}`, fault.hint === undefined ? {} : { hint: fault.hint });
  const named = /column "([^"]+)"/.exec(fault.message)?.[1];
  const column = columns.find(({ name }) => name === named);
  if (column === undefined) {
    return failure('E0706', `a row of ${table.schema}.${table.table} cannot be read`, {
      location: table.location,
      hint: 'it is longer than 2 MB, or its text is not UTF-8: leave a long column out of sources.yml',
    });
  }
  const declared = table.columns.find(({ name }) => name === named);
  return failure(
    'E0704',
    `a value of column "${column.name}" of ${table.schema}.${table.table} does not fit ${column.type}`,
    {
      location: declared?.location ?? table.location,
      hint: 'declare a wider type in sources.yml',
    },
  );
}
