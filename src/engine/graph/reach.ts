import type { Graph, NodeId } from './graph.ts';

/** What the given nodes depend on, without themselves unless one depends on another. `depth`: how many steps away. */
export function ancestors(graph: Graph, of: Iterable<NodeId>, depth = Infinity): Set<NodeId> {
  return reach(graph.parents, of, depth);
}

/** What depends on the given nodes, without themselves unless one depends on another. `depth`: how many steps away. */
export function descendants(graph: Graph, of: Iterable<NodeId>, depth = Infinity): Set<NodeId> {
  return reach(graph.children, of, depth);
}

function reach(next: Graph['parents'], from: Iterable<NodeId>, depth: number): Set<NodeId> {
  const found = new Set<NodeId>();
  let border: Iterable<NodeId> = from;
  for (let step = 0; step < depth; step++) {
    const further: NodeId[] = [];
    for (const id of border) {
      for (const neighbour of next.get(id) ?? []) {
        if (found.has(neighbour)) continue;
        found.add(neighbour);
        further.push(neighbour);
      }
    }
    if (further.length === 0) break;
    border = further;
  }
  return found;
}
