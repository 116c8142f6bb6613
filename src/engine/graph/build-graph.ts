import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Project } from '../parse/project.ts';
import { describeCycle } from './describe-cycle.ts';
import type { Graph, GraphNode, NodeId } from './graph.ts';
import { nodeId } from './node-id.ts';
import { collectReferable, isEnabled } from './referable.ts';
import { resolveParents } from './resolve-parents.ts';
import { topologicalOrder } from './topological-order.ts';

export interface BuiltGraph {
  readonly graph: Graph;
  /** E0301, E0302, E0303, E0304. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Resolves every reference of models, data tests and unit tests. Disabled nodes are no part of the graph. The graph is
 * whole even where there are errors: a reference that leads nowhere is no edge, and a cycle's nodes stand in the order.
 */
export function buildGraph(project: Project): BuiltGraph {
  const diagnostics: Diagnostic[] = [];
  const nodes = new Map<NodeId, GraphNode>();
  const parents = new Map<NodeId, readonly NodeId[]>();
  const referable = collectReferable(project);
  for (const [id, node] of enabledNodes(project)) {
    const resolved = resolveParents(node, referable);
    for (const each of resolved.diagnostics) diagnostics.push(each);
    if (resolved.leftOut) continue;
    nodes.set(id, node);
    parents.set(id, resolved.parents);
  }
  const children = reverse(parents);
  const { order, cycles } = topologicalOrder(parents, children);
  diagnostics.push(...cycles.map((cycle) => describeCycle(cycle, nodes)));
  return { graph: { nodes, parents, children, order }, diagnostics };
}

/** By id in code-unit order, so that no later order depends on where a node was declared. */
function enabledNodes(project: Project): readonly (readonly [NodeId, GraphNode])[] {
  const enabled: (readonly [NodeId, GraphNode])[] = [];
  const lists = [project.sources.values(), project.seeds.values(), project.models.values()];
  for (const list of [...lists, project.dataTests, project.unitTests]) {
    for (const node of list) if (isEnabled(node)) enabled.push([nodeId(node), node]);
  }
  return enabled.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function reverse(parents: Graph['parents']): ReadonlyMap<NodeId, readonly NodeId[]> {
  const children = new Map<NodeId, NodeId[]>();
  for (const id of parents.keys()) children.set(id, []);
  for (const [id, list] of parents) for (const parent of list) children.get(parent)?.push(id);
  return children;
}
