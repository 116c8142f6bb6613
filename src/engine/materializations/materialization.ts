import type { Dialect, ExistingRelation, Relation, ResultColumn } from '../adapters/warehouse.ts';
import type { SourceMap } from '../compile/source-map.ts';
import type { Audit, Operation } from '../plan/plan.ts';
import type { Model } from '../parse/project.ts';

/** SQL of a model for one situation, with its source map. */
export interface ModelSql {
  readonly sql: string;
  readonly map: SourceMap;
}

/** Where the rows of a model come from: a select, or a TypeScript transform. */
export type ModelBody =
  | { readonly language: 'sql'; readonly full: ModelSql; readonly incremental: ModelSql }
  | {
      readonly language: 'typescript';
      readonly columns: readonly ResultColumn[];
      readonly batchSize: number;
      readonly fullInputs: readonly { readonly name: string; readonly select: string }[];
      readonly incrementalInputs: readonly { readonly name: string; readonly select: string }[];
    };

export interface MaterializationContext {
  readonly model: Model;
  readonly body: ModelBody;
  readonly dialect: Dialect;
  /** Where readers find it. */
  readonly relation: Relation;
  readonly existing: ExistingRelation | undefined;
  readonly fullRefresh: boolean;
  /** Number of data tests that will look at it. */
  readonly tests: number;
}

export interface MaterializationPlan {
  readonly strategy: string;
  readonly build: readonly Operation[];
  readonly audit: Pick<Audit, 'when' | 'relation' | 'snapshotOf'>;
  readonly publish: readonly Operation[];
  readonly cleanup: readonly Operation[];
}

/** How a model comes to stand in the warehouse. To add one: one file, one line in the registry, one fixture. */
export interface Materialization {
  readonly name: string;
  readonly languages: readonly ('sql' | 'typescript')[];
  plan(context: MaterializationContext): MaterializationPlan;
}

/** Names of what is built aside; a run begins by removing what an earlier one left. */
export const asideSuffix = {
  next: '__alambic_next',
  delta: '__alambic_delta',
  snapshot: '__alambic_snapshot',
} as const;

export function aside(relation: Relation, which: keyof typeof asideSuffix): Relation {
  return { schema: relation.schema, name: `${relation.name}${asideSuffix[which]}` };
}

/** The name that readers know, of a relation or of what is built aside for it. */
export function publishedName(name: string): string {
  const suffix = Object.values(asideSuffix).find((each) => name.endsWith(each));
  return suffix === undefined ? name : name.slice(0, -suffix.length);
}

export function isAside(name: string): boolean {
  return Object.values(asideSuffix).some((suffix) => name.endsWith(suffix));
}
