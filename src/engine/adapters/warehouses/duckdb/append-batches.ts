import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { failure } from '../../../diagnostics/diagnostic.ts';
import { valueCheck, type ValueCheck } from '../../column-values.ts';
import type { Relation, ResultColumn, Value } from '../../warehouse.ts';
import { WrongValueError } from '../../wrong-value-error.ts';
import { lowerCaseType } from './column-type.ts';
import type { DuckDb } from './load-duckdb.ts';
import { writeValue, type WriteValue } from './write-values.ts';

type Batch = readonly (readonly Value[])[];

/** A column of the table, and how the given values get into it. */
interface TableColumn {
  readonly name: string;
  readonly type: string;
  /** Its place among the given columns. */
  readonly from: number;
  readonly check: ValueCheck;
}

/** The size of DuckDB's own vectors: a longer chunk is refused. */
const chunkRows = 2048;

/**
 * Appends column-wise. Outside a transaction the rows before a failure may stay in the table, so the table should be
 * one that nobody reads yet.
 *
 * @throws WrongValueError for a value that its column cannot hold; AlambicError E0501 where the columns are not the
 * table's, E0502 where a column has a type that cannot be appended to.
 */
export async function appendBatches(
  api: DuckDb,
  connection: DuckDBConnection,
  relation: Relation,
  columns: readonly ResultColumn[],
  batches: AsyncIterable<Batch>,
): Promise<number> {
  const table = await tableColumns(connection, relation, columns);
  const appender = await connection.createAppender(relation.name, relation.schema);
  try {
    const types = table.map((_, index) => appender.columnType(index));
    const writes = types.map((type) => writeValue(api, type));
    let total = 0;
    for await (const batch of batches) {
      const count = batch[0]?.length ?? 0;
      for (let start = 0; start < count; start += chunkRows) {
        const end = Math.min(start + chunkRows, count);
        const converted = table.map((column, index) =>
          convert(batch[column.from]!.slice(start, end), column, writes[index]!, total + start),
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

async function tableColumns(
  connection: DuckDBConnection,
  relation: Relation,
  given: readonly ResultColumn[],
): Promise<readonly TableColumn[]> {
  const result = await connection.runAndReadAll(
    'select column_name, data_type from duckdb_columns() where database_name = current_database() and schema_name = $1 and table_name = $2 order by column_index',
    [relation.schema, relation.name],
  );
  const rows = result.getRows().map(([name, type]) => ({ name: String(name), type: lowerCaseType(String(type)) }));
  const places = rows.map(({ name }) => given.findIndex((column) => column.name.toLowerCase() === name.toLowerCase()));
  if (places.includes(-1) || rows.length !== given.length) {
    throw failure('E0501', `the columns to append to ${relation.schema}.${relation.name} are not the table's`, {
      notes: [
        { label: 'table', text: rows.map(({ name }) => name).join(', ') },
        { label: 'given', text: given.map(({ name }) => name).join(', ') },
      ],
    });
  }
  return rows.map(({ name, type }, index) => {
    const check = valueCheck(type);
    if (check === undefined) throw failure('E0502', `column "${name}" has type ${type}, which cannot be appended to`);
    return { name, type, from: places[index]!, check };
  });
}

function convert(
  values: readonly Value[],
  { name, type, check }: TableColumn,
  write: WriteValue,
  firstRow: number,
): DuckDBValue[] {
  return values.map((value, row) => {
    if (value === null || value === undefined) return null;
    const problem = check(value);
    if (problem !== undefined) throw new WrongValueError(firstRow + row, name, type, problem);
    return write(value);
  });
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
