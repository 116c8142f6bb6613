import type { IncrementalStrategy, Json, Level, OnSchemaChange, MaterializationName } from '../project.ts';

/** The YAML files as they are once their schemas have passed; what the schemas say of them stands in parse/schemas/. */

type JsonMap = Readonly<Record<string, Json>>;
type TextOrList = string | readonly string[];

export interface RawConfig {
  readonly materialized?: MaterializationName;
  readonly zone?: string;
  readonly schema?: string;
  readonly alias?: string;
  readonly enabled?: boolean;
  readonly tags?: TextOrList;
  readonly unique_key?: TextOrList;
  readonly incremental_strategy?: IncrementalStrategy;
  readonly on_schema_change?: OnSchemaChange;
  readonly full_refresh?: boolean;
  readonly contract?: { readonly enforced: boolean };
  readonly meta?: JsonMap;
}

/** Keys of a configuration, and folders that hold the same. */
export type RawFolder = Readonly<Record<string, Json>>;

export type RawConnection = { readonly type: string } & JsonMap;

export interface RawTarget {
  readonly warehouse: RawConnection;
  readonly lake?: RawConnection;
  readonly connections?: Readonly<Record<string, RawConnection>>;
  readonly threads?: number;
}

export interface RawAlambic {
  readonly name: string;
  readonly default_target?: string;
  readonly targets: Readonly<Record<string, RawTarget>>;
  readonly models?: RawFolder;
  readonly seeds?: RawFolder;
  readonly vars?: JsonMap;
  readonly macro_paths?: readonly string[];
}

export interface RawTestSettings {
  readonly name?: string;
  readonly description?: string;
  readonly severity?: 'error' | 'warn';
  readonly warn_if?: string;
  readonly error_if?: string;
  readonly where?: string;
  readonly limit?: number;
  readonly store_failures?: boolean;
  readonly tags?: TextOrList;
  readonly enabled?: boolean;
}

/** A name, or one name with arguments and settings. */
export type RawDataTest = string | Readonly<Record<string, (RawTestSettings & JsonMap) | null>>;

export interface RawColumn {
  readonly name: string;
  readonly type?: string;
  readonly description?: string;
  readonly privacy?: string;
  readonly because?: string;
  readonly data_tests?: readonly RawDataTest[];
}

interface RawBound {
  readonly count: number;
  readonly period: 'minute' | 'hour' | 'day';
}

export interface RawFreshness {
  readonly loaded_at_field: string;
  readonly warn_after?: RawBound;
  readonly error_after?: RawBound;
  readonly filter?: string;
}

export interface RawTable {
  readonly name: string;
  readonly description?: string;
  readonly schema?: string;
  readonly tags?: TextOrList;
  readonly subject_key?: TextOrList;
  readonly extract?: {
    readonly mode?: 'full' | 'incremental';
    readonly cursor?: string;
    readonly primary_key?: TextOrList;
  };
  readonly freshness?: RawFreshness;
  readonly columns: readonly (RawColumn & { readonly type: string })[];
  readonly data_tests?: readonly RawDataTest[];
}

export interface RawSource {
  readonly name: string;
  readonly description?: string;
  readonly connection?: string;
  readonly schema?: string;
  readonly zone?: string;
  readonly tags?: TextOrList;
  readonly freshness?: RawFreshness;
  readonly tables: readonly RawTable[];
}

export interface RawNode extends RawConfig {
  readonly name: string;
  readonly description?: string;
  readonly columns?: readonly RawColumn[];
  readonly data_tests?: readonly RawDataTest[];
  readonly delimiter?: string;
  readonly config?: RawConfig;
}

export interface RawUnitTest {
  readonly name: string;
  readonly description?: string;
  readonly model: string;
  readonly given: readonly { readonly input: string; readonly rows: readonly JsonMap[] }[];
  readonly expect: { readonly rows: readonly JsonMap[] };
  readonly tags?: TextOrList;
}

export interface RawProperties {
  readonly models?: readonly RawNode[];
  readonly seeds?: readonly RawNode[];
  readonly unit_tests?: readonly RawUnitTest[];
  readonly data_tests?: readonly (RawTestSettings & { readonly name: string })[];
}

export interface RawPolicies {
  readonly controller?: JsonMap;
  readonly keys?: Readonly<
    Record<string, { readonly secret: string; readonly version: number; readonly retired?: readonly number[] }>
  >;
  readonly categories?: Readonly<Record<string, { readonly level: Level; readonly special?: boolean }>>;
  readonly treatments?: readonly ({
    readonly categories: readonly string[];
    readonly treatment: string;
    readonly key?: string;
  } & JsonMap)[];
  readonly zones?: Readonly<Record<string, { readonly allow: Level; readonly k?: number }>>;
  readonly roles?: JsonMap;
  readonly processing_activities?: readonly JsonMap[];
  readonly declassifications?: readonly JsonMap[];
  readonly functions?: readonly JsonMap[];
  readonly logs?: JsonMap;
  readonly secrets?: JsonMap;
}
