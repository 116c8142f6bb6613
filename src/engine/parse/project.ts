import type { Location, TextRange, YamlPlace } from '../diagnostics/diagnostic.ts';

/** What `parse` gives: every declaration of the project, each with its place. Deeply readonly. */
export interface Project {
  readonly name: string;
  /** Absolute path of the project folder. */
  readonly root: string;
  readonly config: ProjectConfig;
  readonly policies: Policies;
  readonly sources: ReadonlyMap<string, SourceTable>;
  readonly models: ReadonlyMap<string, Model>;
  readonly seeds: ReadonlyMap<string, Seed>;
  readonly dataTests: readonly DataTest[];
  readonly unitTests: readonly UnitTest[];
  readonly macros: ReadonlyMap<string, Macro>;
}

export type Scalar = string | number | boolean | null;
export type Json = Scalar | readonly Json[] | { readonly [key: string]: Json };

export interface ProjectConfig {
  readonly name: string;
  readonly defaultTarget: string;
  readonly targets: ReadonlyMap<string, Target>;
  readonly vars: Readonly<Record<string, Json>>;
  /** The file's own path, `alambic.yml`. */
  readonly path: string;
}

/** A connection as declared: values may hold `${env:NAME}` references, resolved only when it is opened. */
export interface ConnectionConfig {
  readonly name: string;
  readonly type: string;
  readonly settings: Readonly<Record<string, Json>>;
  readonly location: Location;
}

export interface Target {
  readonly name: string;
  readonly warehouse: ConnectionConfig;
  readonly lake: ConnectionConfig;
  readonly connections: ReadonlyMap<string, ConnectionConfig>;
  readonly threads: number;
}

// ── sources ────────────────────────────────────────────────────────────────────────────────────

export interface SourceColumn {
  readonly name: string;
  /** As declared, normalised to DuckDB's spelling in lower case: `bigint`, `varchar`, `decimal(10,2)`, `timestamp`. */
  readonly type: string;
  readonly description?: string;
  /** A privacy category such as `contact.email`; absent means declared non-personal. */
  readonly privacy?: string;
  readonly location: Location;
}

export interface Extraction {
  readonly mode: 'full' | 'incremental';
  readonly cursor?: string;
  readonly primaryKey: readonly string[];
}

export interface FreshnessBound {
  readonly count: number;
  readonly period: 'minute' | 'hour' | 'day';
}

export interface Freshness {
  readonly loadedAtField: string;
  readonly warnAfter?: FreshnessBound;
  readonly errorAfter?: FreshnessBound;
  readonly filter?: string;
}

/** One table of a source system. Its unique id is `source.table`. */
export interface SourceTable {
  readonly kind: 'source';
  readonly id: string;
  readonly source: string;
  readonly table: string;
  /** Schema on the source system; `public` where nothing is said. */
  readonly schema: string;
  readonly connection: string;
  readonly zone: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly subjectKeys: readonly string[];
  readonly extract: Extraction;
  readonly freshness?: Freshness;
  readonly columns: readonly SourceColumn[];
  readonly location: Location;
  readonly path: string;
}

// ── models ─────────────────────────────────────────────────────────────────────────────────────

export type MaterializationName = 'view' | 'table' | 'incremental' | 'ephemeral' | 'external' | 'projection';
export type IncrementalStrategy = 'append' | 'delete+insert' | 'merge';
export type OnSchemaChange = 'ignore' | 'append_new_columns' | 'sync_all_columns' | 'fail';

export interface Projection {
  /** A connection of kind mongodb. */
  readonly store: string;
  readonly collection: string;
  readonly key: readonly string[];
  readonly indexes: readonly ProjectionIndex[];
}

export interface ProjectionIndex {
  readonly name?: string;
  /** In order. */
  readonly keys: readonly (readonly [field: string, direction: 1 | -1 | 'text'])[];
  readonly unique: boolean;
}

/** The merged configuration: folder defaults of alambic.yml, then YAML beside the model, then the model's own. */
export interface ModelConfig {
  readonly materialized: MaterializationName;
  readonly zone?: string;
  readonly schema?: string;
  readonly alias?: string;
  readonly enabled: boolean;
  readonly tags: readonly string[];
  readonly uniqueKey: readonly string[];
  readonly incrementalStrategy?: IncrementalStrategy;
  readonly onSchemaChange: OnSchemaChange;
  readonly fullRefresh?: boolean;
  readonly contractEnforced: boolean;
  readonly projection?: Projection;
  readonly meta: Readonly<Record<string, Json>>;
}

export interface Column {
  readonly name: string;
  readonly type?: string;
  readonly description?: string;
  readonly privacy?: string;
  readonly because?: string;
  /** `input.column` of the inputs it derives from; absent means all of them. TypeScript models only. */
  readonly from?: readonly string[];
  readonly location?: Location;
}

/** A `{{ref "x"}}` or `{{source "a" "b"}}`, found in a template without running it, or written in YAML. */
export interface Reference {
  readonly kind: 'ref' | 'source';
  /** The model's or seed's name, or `source.table`. */
  readonly name: string;
  readonly location: TextRange | YamlPlace;
}

interface ModelCommon {
  readonly kind: 'model';
  readonly name: string;
  /** Of the model's file. */
  readonly path: string;
  readonly hash: string;
  readonly description?: string;
  readonly config: ModelConfig;
  readonly columns: readonly Column[];
  readonly references: readonly Reference[];
  /** Names of the macros it calls, directly or not. */
  readonly macros: readonly string[];
  readonly location: Location;
}

export interface SqlModel extends ModelCommon {
  readonly language: 'sql';
  /** The file as written. */
  readonly text: string;
}

export interface TypeScriptModel extends ModelCommon {
  readonly language: 'typescript';
  /** Name of an input in the batch → what it reads. The first one is streamed, the others are given whole. */
  readonly inputs: readonly (readonly [input: string, reference: Reference])[];
}

export type Model = SqlModel | TypeScriptModel;

export interface Seed {
  readonly kind: 'seed';
  readonly name: string;
  readonly path: string;
  readonly hash: string;
  readonly description?: string;
  readonly config: ModelConfig;
  readonly columns: readonly Column[];
  readonly delimiter: string;
  readonly location: Location;
}

export interface Macro {
  readonly name: string;
  readonly language: 'sql' | 'typescript';
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly default?: Scalar }[];
  readonly hash: string;
  readonly location: Location;
}

// ── tests ──────────────────────────────────────────────────────────────────────────────────────

export interface DataTestSettings {
  readonly severity: 'error' | 'warn';
  /** `!= 0`, `> 10`, `>= 1%`: compared with the number of failures (or with its share of the rows tested). */
  readonly warnIf: string;
  readonly errorIf: string;
  readonly where?: string;
  readonly limit?: number;
  readonly storeFailures: boolean;
  readonly tags: readonly string[];
  readonly enabled: boolean;
}

/** One data test. A singular test is a SQL file of tests/: `test` is then `singular`. */
export interface DataTest {
  readonly kind: 'test';
  /** Unique, stable: `not_null_orders_order_id`. */
  readonly name: string;
  /** Name in the registry: `not_null`, `relationships` …, or `singular`. */
  readonly test: string;
  /** The tested model, seed or `source.table`; absent for a singular test. */
  readonly attachedTo?: { readonly kind: 'model' | 'seed' | 'source'; readonly name: string };
  readonly column?: string;
  readonly arguments: Readonly<Record<string, Json>>;
  readonly settings: DataTestSettings;
  /** Everything it reads, the tested relation included. */
  readonly references: readonly Reference[];
  readonly description?: string;
  readonly path: string;
  readonly location: Location;
  /** Singular tests: the file as written. */
  readonly text?: string;
}

export interface UnitTest {
  readonly kind: 'unit_test';
  readonly name: string;
  readonly model: string;
  readonly given: readonly {
    readonly input: Reference;
    readonly rows: readonly Readonly<Record<string, Json>>[];
  }[];
  readonly expect: readonly Readonly<Record<string, Json>>[];
  readonly description?: string;
  readonly tags: readonly string[];
  readonly path: string;
  readonly location: Location;
}

// ── policies ───────────────────────────────────────────────────────────────────────────────────

/** Least identifying first; `aggregate` carries a k where it is allowed. */
export type Level =
  | 'none'
  | 'aggregate'
  | 'quasi'
  | 'pseudonymous'
  | 'redacted'
  | 'derived'
  | 'weak'
  | 'free_text'
  | 'direct'
  | 'unknown';

export interface CategoryRule {
  /** `contact.email`, or a pattern such as `health.*`. */
  readonly pattern: string;
  readonly level: Level;
  readonly special: boolean;
}

export interface TreatmentRule {
  readonly categories: readonly string[];
  /** Name in the registry of treatments: `pseudonymise`, `drop`, `generalise`, `redact`, `mask`, `keep`. */
  readonly treatment: string;
  readonly key?: string;
  /** Everything else that was written, for the treatment itself to read: `to`, `length`, `step` … */
  readonly options: Readonly<Record<string, Json>>;
  readonly location: Location;
}

export interface KeyPolicy {
  readonly name: string;
  /** Name of the secret that holds the key material of the current version, as `PII_KEY` (from the environment) or a `${…}` reference. */
  readonly secret: string;
  readonly version: number;
  readonly retired: readonly number[];
  readonly location: Location;
}

export interface ZonePolicy {
  readonly name: string;
  readonly allow: Level;
  readonly k?: number;
}

export interface Policies {
  /** False where the project has no policies.yml. */
  readonly declared: boolean;
  readonly controller: Readonly<Record<string, Json>>;
  readonly keys: ReadonlyMap<string, KeyPolicy>;
  readonly categories: readonly CategoryRule[];
  readonly treatments: readonly TreatmentRule[];
  readonly zones: ReadonlyMap<string, ZonePolicy>;
  readonly roles: Readonly<Record<string, Json>>;
  readonly processingActivities: readonly Readonly<Record<string, Json>>[];
  readonly declassifications: readonly Readonly<Record<string, Json>>[];
  readonly functions: readonly Readonly<Record<string, Json>>[];
  readonly logs: Readonly<Record<string, Json>>;
  readonly secrets: Readonly<Record<string, Json>>;
}
