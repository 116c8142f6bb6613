import type { ExistingRelation, Relation, ResultColumn } from '../adapters/warehouse.ts';
import type { SourceMap } from '../compile/source-map.ts';
import type { Location } from '../diagnostics/diagnostic.ts';
import type { NodeId } from '../graph/graph.ts';
import type { Column, DataTestSettings, IncrementalStrategy, OnSchemaChange, Projection } from '../parse/project.ts';

/** One thing to do; `run/operations/` has one file for each. Serialisable: `alambic plan` prints it. */
export type Operation =
  /** `counts`: the statement's row count is the number of rows of the relation. */
  | {
      readonly op: 'sql';
      readonly sql: string;
      readonly counts?: boolean;
      readonly map?: SourceMap;
      readonly at?: number;
      readonly file?: string;
    }
  | { readonly op: 'extract'; readonly source: string; readonly full: boolean }
  | {
      readonly op: 'apply_loads';
      readonly source: string;
      readonly into: Relation;
      readonly primaryKey: readonly string[];
    }
  | {
      readonly op: 'seed';
      readonly path: string;
      readonly into: Relation;
      readonly delimiter: string;
      readonly columns: readonly Column[];
    }
  | {
      readonly op: 'transform';
      readonly model: string;
      readonly into: Relation;
      readonly columns: readonly ResultColumn[];
      readonly inputs: readonly { readonly name: string; readonly select: string }[];
      readonly batchSize: number;
    }
  /** `of`: the name that readers know. */
  | { readonly op: 'check_keys'; readonly rows: Relation; readonly of: string; readonly keys: readonly string[] }
  | {
      readonly op: 'upsert';
      readonly from: Relation;
      readonly into: Relation;
      readonly keys: readonly string[];
      readonly strategy: IncrementalStrategy;
      readonly onSchemaChange: OnSchemaChange;
    }
  | { readonly op: 'export'; readonly dataset: string; readonly from: Relation; readonly view: Relation }
  | { readonly op: 'unit_test'; readonly name: string }
  | {
      readonly op: 'publish_documents';
      readonly from: Relation;
      readonly into: Relation;
      readonly projection: Projection;
    };

export interface TestStatement {
  readonly id: NodeId;
  readonly name: string;
  readonly settings: DataTestSettings;
  /** A scalar select of the number of failures. */
  readonly failures: string;
  /** A scalar select of the number of rows tested, where a threshold is a share. */
  readonly rowsTested?: string;
  /** Keeps the failing rows, which `rows` selects. */
  readonly store?: { readonly relation: Relation; readonly rows: string; readonly sql: string; readonly clear: string };
  readonly map?: SourceMap;
  readonly at?: number;
  /** Where the test is declared. */
  readonly location?: Location;
}

export interface Audit {
  /** Before anything is visible, or inside the transaction that makes it so. */
  readonly when: 'before_publish' | 'in_transaction';
  /** What the tests look at. */
  readonly relation: Relation;
  /** An expensive view is copied once, and its tests look at the copy: `relation` is then the copy. */
  readonly snapshotOf?: Relation;
  /** Columns of an enforced contract. */
  readonly contract?: readonly Column[];
  readonly tests: readonly TestStatement[];
}

/** One node's work: build aside, audit, publish. Running it twice leaves what running it once leaves. */
export interface Step {
  readonly id: NodeId;
  readonly name: string;
  /** What a person reads: `extract`, `view`, `table` … */
  readonly kind: string;
  /** What is done this time: `create`, `replace`, `append`, `merge` … */
  readonly strategy: string;
  readonly file: string;
  /** Steps that come before it. */
  readonly after: readonly NodeId[];
  /** Steps whose failure means that this one is skipped. */
  readonly gatedBy: readonly NodeId[];
  readonly relation?: Relation;
  readonly build: readonly Operation[];
  readonly audit?: Audit;
  /** In one transaction where the warehouse has them. */
  readonly publish: readonly Operation[];
  readonly cleanup: readonly Operation[];
}

export interface Plan {
  readonly command: string;
  readonly project: string;
  readonly target: string;
  readonly schemas: readonly string[];
  /** Topological. */
  readonly steps: readonly Step[];
}

/** What stands in the warehouse before the run, by `schema.name` in lower case. */
export type WarehouseState = ReadonlyMap<string, ExistingRelation>;

export function relationKey(relation: Relation): string {
  return `${relation.schema}.${relation.name}`.toLowerCase();
}
