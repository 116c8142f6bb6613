import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ResultColumn, ResultSet, Value, WarehouseSession } from '../../warehouse.ts';
import { appendBatches } from './append-batches.ts';
import { lowerCaseType } from './column-type.ts';
import { duckDbDialect } from './duckdb-dialect.ts';
import { explained, type Perform } from './explain-error.ts';
import type { DuckDb } from './load-duckdb.ts';
import type { StatementWatch } from './interrupt-statements.ts';
import { readValue } from './read-values.ts';
import { streamRows } from './stream-rows.ts';

export interface DuckDbSessionOptions {
  readonly api: DuckDb;
  readonly connection: DuckDBConnection;
  readonly signal: AbortSignal | undefined;
  readonly watch: StatementWatch;
  closed(): void;
}

/** One connection. Errors are DuckDbError, placed in the SQL that the caller gave. */
export function duckDbSession({ api, connection, signal, watch, closed }: DuckDbSessionOptions): WarehouseSession {
  const perform: Perform = (text, before, work, after) =>
    explained(text, before, (sql) => watch.run(connection, () => work(sql)), after);
  const describe = async (select: string): Promise<readonly ResultColumn[]> => {
    const rows = await perform(select, 'describe ', async (sql) => (await connection.runAndReadAll(sql)).getRows());
    return rows.map((row) => ({ name: String(row[0]), type: lowerCaseType(String(row[1])) }));
  };
  return {
    describe,
    execute: (sql) => perform(sql, '', async () => ({ rowsChanged: await execute(connection, sql) })),
    query: (sql, limit) => {
      const [before, after] = limit === undefined ? ['', ''] : ['select * from (\n', `\n) limit ${limit}`];
      return perform(sql, before, (whole) => query(api, connection, whole), after);
    },
    stream: async function* (select, batchSize) {
      yield* streamRows({ api, connection, signal, perform, columns: await describe(select), select, batchSize });
    },
    append: (relation, columns, batches) =>
      explained('', '', () => appendBatches(api, connection, relation, columns, batches)),
    exportParquet: (select, path) => exportParquet(connection, perform, select, path),
    close: async () => {
      connection.disconnectSync();
      closed();
    },
  };
}

async function execute(connection: DuckDBConnection, sql: string): Promise<number> {
  const result = await connection.run(sql);
  if (result.rowsChanged > 0 || result.columnCount !== 1 || result.columnName(0) !== 'Count') return result.rowsChanged;
  // CREATE TABLE AS reports its rows as a result only.
  return Number((await result.getRows())[0]?.[0] ?? 0);
}

async function query(api: DuckDb, connection: DuckDBConnection, sql: string): Promise<ResultSet> {
  const result = await connection.run(sql);
  const types = result.columnTypes();
  const names = result.columnNames();
  const reads = types.map((type) => readValue(api, type));
  const rows = (await result.getRows()).map((row) =>
    row.map((value, index): Value => {
      const read = reads[index];
      return value === null || read === undefined ? (value as Value) : read(value);
    }),
  );
  return {
    columns: names.map((name, index) => ({
      name,
      type: lowerCaseType(types[index]!.alias ?? types[index]!.toString()),
    })),
    rows,
  };
}

/** Written aside, made durable, then renamed: a file of that name is always whole. */
async function exportParquet(
  connection: DuckDBConnection,
  perform: Perform,
  select: string,
  path: string,
): Promise<{ rows: number; bytes: number }> {
  const aside = `${path}.partial`;
  try {
    const options = `\n) to ${duckDbDialect.literal(aside)} (format parquet, compression zstd)`;
    const rows = await perform(select, 'copy (\n', (sql) => execute(connection, sql), options);
    await synchronise(aside);
    const { size } = await stat(aside);
    await rename(aside, path);
    await synchronise(dirname(path));
    return { rows, bytes: size };
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

async function synchronise(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
