import type { Graph, NodeId } from '../graph/graph.ts';
import type { PlanParents } from './assign-tests.ts';

/**
 * For every node, the nodes built by this plan that it depends on with none of them between. Ephemeral models and what
 * is not selected are looked through: a view that is not built again still reads what is.
 */
export function planParents(graph: Graph, built: ReadonlySet<NodeId>): PlanParents {
  const nearest = new Map<NodeId, readonly NodeId[]>();
  for (const id of graph.order) {
    const found = new Set<NodeId>();
    for (const parent of graph.parents.get(id) ?? []) {
      if (built.has(parent)) found.add(parent);
      else for (const each of nearest.get(parent) ?? []) found.add(each);
    }
    nearest.set(id, [...found]);
  }
  return nearest;
}
