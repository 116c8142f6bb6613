import type { IncrementalStrategy, MaterializationName, OnSchemaChange } from './engine/parse/project.ts';
import type { Value } from './engine/adapters/warehouse.ts';

/** Names another model or seed as an input of a TypeScript model. */
export interface RefInput {
  readonly ref: string;
}

/** Names a source table as an input of a TypeScript model. */
export interface SourceInput {
  readonly source: readonly [source: string, table: string];
}

export type ModelInput = RefInput | SourceInput;

export interface ModelColumn {
  /** DuckDB's spelling: `bigint`, `varchar`, `varchar[]`, `double`, `boolean`, `timestamp`, `date`, `json`. */
  readonly type: string;
  readonly description?: string;
  /** `input.column` of everything that the value depends on. Without it: every column of every input. */
  readonly from?: readonly string[];
  readonly privacy?: string;
  readonly because?: string;
}

export type Row = Readonly<Record<string, Value>>;

export interface TransformContext {
  readonly model: string;
  readonly target: string;
  readonly vars: Readonly<Record<string, unknown>>;
  /** Of the first row of the batch within the model's input, from 0. */
  readonly offset: number;
}

export interface ModelDefinition {
  readonly materialized?: Exclude<MaterializationName, 'view' | 'ephemeral' | 'projection'>;
  readonly zone?: string;
  readonly schema?: string;
  readonly alias?: string;
  readonly enabled?: boolean;
  readonly tags?: readonly string[];
  readonly uniqueKey?: string | readonly string[];
  readonly incrementalStrategy?: IncrementalStrategy;
  readonly onSchemaChange?: OnSchemaChange;
  /** The first input is streamed in batches; the others are small and given whole with each batch. */
  readonly inputs: Readonly<Record<string, ModelInput>>;
  /** For incremental runs: a SQL condition on the first input, in which `{{this}}` is the model's own relation. */
  readonly incrementalFilter?: string;
  readonly columns: Readonly<Record<string, ModelColumn>>;
  /** Rows of one batch; 1,000 where nothing is said. */
  readonly batchSize?: number;
  /** Rows in, rows out. Called in a worker thread; keeps no state between batches. */
  transform(
    batch: Readonly<Record<string, readonly Row[]>>,
    context: TransformContext,
  ): readonly Row[] | Promise<readonly Row[]>;
}

/** Declares a TypeScript model; the default export of a `models/**\/*.ts` file. */
export function defineModel<const D extends ModelDefinition>(definition: D): D {
  return definition;
}

/** Names a model or seed as an input. */
export function ref(name: string): RefInput {
  return { ref: name };
}

/** Names a source table as an input. */
export function source(sourceName: string, table: string): SourceInput {
  return { source: [sourceName, table] };
}
