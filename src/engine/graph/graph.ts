import type { DataTest, Model, Seed, SourceTable, UnitTest } from '../parse/project.ts';

export type GraphNode = SourceTable | Model | Seed | DataTest | UnitTest;

/** `source.shop.reviews`, `model.orders`, `seed.countries`, `test.not_null_orders_id`, `unit_test.x`. */
export type NodeId = string;

/** Dependencies between everything that can be selected. Parents come before children in `order`. */
export interface Graph {
  readonly nodes: ReadonlyMap<NodeId, GraphNode>;
  readonly parents: ReadonlyMap<NodeId, readonly NodeId[]>;
  readonly children: ReadonlyMap<NodeId, readonly NodeId[]>;
  /** Topological, and stable: the same project gives the same order. */
  readonly order: readonly NodeId[];
}
