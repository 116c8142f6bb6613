import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** A table or view of a warehouse. */
export interface Relation {
  readonly schema: string;
  readonly name: string;
}

export interface ResultColumn {
  readonly name: string;
  /** The warehouse's spelling, in lower case: `bigint`, `decimal(10,2)`, `varchar[]`. */
  readonly type: string;
}

/** A value as JavaScript has it: bigint only beyond 2^53, dates and timestamps as Date (UTC), decimals as number,
 *  lists as arrays, structs as objects. */
export type Value =
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | Uint8Array
  | readonly Value[]
  | { readonly [key: string]: Value };

export interface ResultSet {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly Value[])[];
}

export interface RowBatch {
  readonly columns: readonly ResultColumn[];
  /** One array for each column, in `columns`' order: what the warehouse gives, without the cost of a row's object. */
  readonly values: readonly (readonly Value[])[];
  /** The same as objects, made when they are first asked for. */
  readonly rows: readonly Readonly<Record<string, Value>>[];
}

/** Pure: text in, text out. One for each warehouse. */
export interface Dialect {
  readonly name: string;
  quote(identifier: string): string;
  literal(value: string | number | boolean | null): string;
  relation(relation: Relation): string;
  createSchema(schema: string): string;
  /** `create or replace`, so that what a killed run left aside never stands in the way. */
  createTableAs(relation: Relation, select: string): string;
  createEmptyTable(relation: Relation, columns: readonly ResultColumn[]): string;
  createView(relation: Relation, select: string): string;
  dropTable(relation: Relation): string;
  dropView(relation: Relation): string;
  renameTable(from: Relation, to: string): string;
  addColumn(relation: Relation, column: ResultColumn): string;
  dropColumn(relation: Relation, column: string): string;
  insertByName(relation: Relation, from: Relation): string;
  deleteMatching(relation: Relation, from: Relation, keys: readonly string[]): string;
  merge(relation: Relation, from: Relation, keys: readonly string[], columns: readonly string[]): string;
  readParquet(paths: readonly string[]): string;
  /** With `header`, a file that a person wrote; without, the exact opposite of an extraction's CSV. */
  readCsv(path: string, columns: readonly ResultColumn[], delimiter: string, header?: boolean): string;
  /** A file with a header, its types found out by the warehouse. */
  sniffCsv(path: string, delimiter: string): string;
}

export interface WarehouseCapabilities {
  /** DDL and DML of several relations in one transaction. */
  readonly transactionalDdl: boolean;
  /** Reads Parquet and CSV files of this machine by path. */
  readonly localFiles: boolean;
}

export interface ExistingRelation extends Relation {
  readonly type: 'table' | 'view';
  readonly columns: readonly ResultColumn[];
}

/** A place in the SQL that was executed, in UTF-16 offsets, and what the warehouse said of it. */
export interface WarehouseFault {
  readonly code: Diagnostic['code'];
  /** Free of row values. */
  readonly message: string;
  readonly offset?: number;
  readonly length?: number;
  readonly hint?: string;
  readonly transient: boolean;
}

/** One session. A stream needs a session of its own while it is open. */
export interface WarehouseSession {
  execute(sql: string): Promise<{ readonly rowsChanged: number }>;
  query(sql: string, limit?: number): Promise<ResultSet>;
  describe(select: string): Promise<readonly ResultColumn[]>;
  stream(select: string, batchSize: number): AsyncIterable<RowBatch>;
  /** Appends rows given as one array for each column, in `columns`' order. Resolves when they are in the table. */
  append(
    relation: Relation,
    columns: readonly ResultColumn[],
    batches: AsyncIterable<readonly (readonly Value[])[]>,
  ): Promise<number>;
  /** Writes a relation or select as Parquet to a local path; rows and bytes written. */
  exportParquet(select: string, path: string): Promise<{ readonly rows: number; readonly bytes: number }>;
  close(): Promise<void>;
}

export interface Warehouse {
  readonly dialect: Dialect;
  readonly capabilities: WarehouseCapabilities;
  session(): Promise<WarehouseSession>;
  /** Everything that exists in these schemas, read once. */
  inspect(schemas: readonly string[]): Promise<readonly ExistingRelation[]>;
  explain(error: unknown, sql?: string): WarehouseFault;
  close(): Promise<void>;
}
