import type { Column, ModelConfig, Reference, Scalar } from '../../parse/project.ts';
import type { TextRange } from '../../diagnostics/diagnostic.ts';

/** What a TypeScript model declares, without its function: it can be written as JSON. */
export interface TypeScriptDefinition {
  readonly name: string;
  readonly path: string;
  readonly config: TypeScriptModelConfig;
  /** In declared order: the first one is streamed. */
  readonly inputs: readonly (readonly [input: string, reference: Reference])[];
  readonly incrementalFilter?: string;
  readonly columns: readonly (Column & { readonly type: string })[];
  readonly batchSize: number;
  readonly location: TextRange;
}

/** Only what the file says; the folder's defaults are merged later. */
export type TypeScriptModelConfig = Partial<
  Pick<
    ModelConfig,
    | 'materialized'
    | 'zone'
    | 'schema'
    | 'alias'
    | 'enabled'
    | 'tags'
    | 'uniqueKey'
    | 'incrementalStrategy'
    | 'onSchemaChange'
  >
>;

export interface TypeScriptMacro {
  readonly name: string;
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly default?: Scalar }[];
  readonly location: TextRange;
}

export interface Definitions {
  readonly models: readonly TypeScriptDefinition[];
  readonly macros: readonly TypeScriptMacro[];
}
