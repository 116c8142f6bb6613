import type { SourceTable } from '../parse/project.ts';
import type { ResultColumn } from './warehouse.ts';

/** A column after treatment: what the lake and every model see. */
export interface TreatedColumn {
  readonly name: string;
  /** Type in the source, as declared. */
  readonly sourceType: string;
  readonly type: string;
  /** `keep` where nothing is done to it. */
  readonly treatment: string;
  /** Name and version of the key, where the treatment needs one. */
  readonly key?: string;
  readonly keyVersion?: number;
  /** Text of the source's value in, text out; absent where the value passes unchanged. Null never reaches it. */
  readonly apply?: (value: string) => string | null;
}

export interface ExtractionRequest {
  readonly table: SourceTable;
  /** In declared order; dropped columns are not in it and are never read. */
  readonly columns: readonly TreatedColumn[];
  /** The last committed load's cursor, or undefined for a full read. */
  readonly since?: Readonly<Record<string, string | null>>;
  readonly signal?: AbortSignal;
}

export interface ExtractionStream {
  /** CSV bytes after treatment: `,` `"` `\n`, NULL is nothing between commas, the empty string is `""`. */
  readonly csv: AsyncIterable<Uint8Array>;
  /** Rows that have passed so far. */
  progress(): number;
  /** To be read when `csv` has ended. */
  result(): { readonly rows: number; readonly cursor?: Readonly<Record<string, string | null>> };
}

/** A system that tables are read from. */
export interface SourceConnection {
  /** Columns of the table as the source has them now, or undefined where it does not exist. Types in DuckDB's spelling. */
  inspect(table: SourceTable): Promise<readonly ResultColumn[] | undefined>;
  /** Names of the tables and views of a schema, to suggest one where a table does not exist. */
  tables(schema: string): Promise<readonly string[]>;
  extract(request: ExtractionRequest): Promise<ExtractionStream>;
  close(): Promise<void>;
}
