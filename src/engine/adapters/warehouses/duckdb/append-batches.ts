import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { failure } from '../../../diagnostics/diagnostic.ts';
import type { Relation, ResultColumn, Value } from '../../warehouse.ts';
import { WrongValueError } from '../../wrong-value-error.ts';
import type { DuckDb } from './load-duckdb.ts';
import { Misfit, writeValue, type WriteValue } from './write-values.ts';

type Batch = readonly (readonly Value[])[];

/** The size of DuckDB's own vectors: a longer chunk is refused. */
const chunkRows = 2048;

/**
 * Appends column-wise. Outside a transaction the rows before a failure may stay in the table, so the table should be
 * one that nobody reads yet.
 *
 * @throws WrongValueError for a value that its column cannot hold; AlambicError E0501 where the columns are not the table's.
 */
export async function appendBatches(
  api: DuckDb,
  connection: DuckDBConnection,
  relation: Relation,
  columns: readonly ResultColumn[],
  batches: AsyncIterable<Batch>,
): Promise<number> {
  const order = await columnOrder(connection, relation, columns);
  const appender = await connection.createAppender(relation.name, relation.schema);
  try {
    const types = order.map((_, index) => appender.columnType(index));
    const writes = types.map((type) => writeValue(api, type));
    let total = 0;
    for await (const batch of batches) {
      const count = batch[0]?.length ?? 0;
      for (let start = 0; start < count; start += chunkRows) {
        const end = Math.min(start + chunkRows, count);
        const converted = order.map((from, to) =>
          convert(batch[from]!, start, end, writes[to]!, { column: columns[from]!, row: total + start }),
        );
        appender.appendDataChunk(chunkOf(api, types, converted));
      }
      total += count;
    }
    appender.closeSync();
    return total;
  } catch (error) {
    // Closing writes what is left: after a failure nothing more must be written, nor another error thrown.
    appender.clear();
    throw error;
  }
}

/** For each column of the table, its index among the given ones. */
async function columnOrder(
  connection: DuckDBConnection,
  relation: Relation,
  columns: readonly ResultColumn[],
): Promise<readonly number[]> {
  const result = await connection.runAndReadAll(
    'select column_name from duckdb_columns() where database_name = current_database() and schema_name = $1 and table_name = $2 order by column_index',
    [relation.schema, relation.name],
  );
  const names = result.getRows().map(([name]) => String(name));
  const order = names.map((name) => columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase()));
  if (order.includes(-1) || order.length !== columns.length) {
    throw failure('E0501', `the columns to append to ${relation.schema}.${relation.name} are not the table's`, {
      notes: [
        { label: 'table', text: names.join(', ') },
        { label: 'given', text: columns.map((column) => column.name).join(', ') },
      ],
    });
  }
  return order;
}

function convert(
  values: readonly Value[],
  start: number,
  end: number,
  write: WriteValue,
  place: { readonly column: ResultColumn; readonly row: number },
): DuckDBValue[] {
  const converted: DuckDBValue[] = [];
  for (let row = start; row < end; row++) {
    const value = values[row];
    try {
      converted.push(value === null || value === undefined ? null : write(value));
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      throw new WrongValueError(place.row + row - start, place.column.name, place.column.type, error.actual);
    }
  }
  return converted;
}

function chunkOf(
  api: DuckDb,
  types: readonly DuckDBType[],
  columns: readonly DuckDBValue[][],
): InstanceType<DuckDb['DuckDBDataChunk']> {
  const chunk = api.DuckDBDataChunk.create(types, columns[0]!.length);
  chunk.setColumns(columns);
  return chunk;
}
