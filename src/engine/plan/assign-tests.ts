import type { Graph, NodeId } from '../graph/graph.ts';
import type { DataTest } from '../parse/project.ts';

/** Where each test is run. */
export interface TestAssignment {
  /** Tests that audit a node before it is published. */
  readonly at: ReadonlyMap<NodeId, readonly DataTest[]>;
  /** Tests that look at several nodes, none of which comes after all the others: they run when all are there. */
  readonly apart: readonly DataTest[];
  /** For a node: tests run apart whose failure means that it is not built. */
  readonly gates: ReadonlyMap<NodeId, readonly NodeId[]>;
}

/**
 * A test audits the last of the nodes that it reads, if that one comes after all the others. dbt's rule decides what a
 * test run apart holds up: a node whose ancestors
 * include everything that the test reads.
 */
export function assignTests(graph: Graph, built: ReadonlySet<NodeId>, tests: readonly DataTest[]): TestAssignment {
  const position = new Map(graph.order.map((id, index) => [id, index]));
  const ancestors = ancestorsIn(graph);
  const at = new Map<NodeId, DataTest[]>();
  const apart: DataTest[] = [];
  for (const test of tests) {
    const home = homeOf(test, graph, built, position, ancestors);
    if (home === undefined) apart.push(test);
    else at.set(home, [...(at.get(home) ?? []), test]);
  }
  return { at, apart, gates: gatesOf(apart, graph, built, ancestors) };
}

type Ancestors = (id: NodeId) => ReadonlySet<NodeId>;

function homeOf(test: DataTest, graph: Graph, built: ReadonlySet<NodeId>, position: ReadonlyMap<NodeId, number>, ancestors: Ancestors): NodeId | undefined {
  const parents = graph.parents.get(`test.${test.name}`) ?? [];
  const [first] = parents;
  if (first === undefined) return undefined;
  if (parents.length === 1) return built.has(first) ? first : undefined;
  const last = parents.reduce((a, b) => ((position.get(a) ?? 0) >= (position.get(b) ?? 0) ? a : b));
  if (!built.has(last)) return undefined;
  const before = ancestors(last);
  return parents.every((id) => id === last || before.has(id) || !built.has(id)) ? last : undefined;
}

function gatesOf(apart: readonly DataTest[], graph: Graph, built: ReadonlySet<NodeId>, ancestors: Ancestors): ReadonlyMap<NodeId, readonly NodeId[]> {
  const gates = new Map<NodeId, NodeId[]>();
  for (const test of apart) {
    const id = `test.${test.name}`;
    const parents = (graph.parents.get(id) ?? []).filter((parent) => built.has(parent));
    if (parents.length === 0) continue;
    for (const candidate of built) {
      const before = ancestors(candidate);
      if (!parents.every((parent) => before.has(parent))) continue;
      const list = gates.get(candidate);
      if (list === undefined) gates.set(candidate, [id]);
      else list.push(id);
    }
  }
  return gates;
}

function ancestorsIn(graph: Graph): Ancestors {
  const known = new Map<NodeId, ReadonlySet<NodeId>>();
  return (id) => {
    let found = known.get(id);
    if (found === undefined) known.set(id, (found = reachUp(graph, id)));
    return found;
  };
}

function reachUp(graph: Graph, id: NodeId): ReadonlySet<NodeId> {
  const seen = new Set<NodeId>();
  const open = [...(graph.parents.get(id) ?? [])];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(graph.parents.get(at) ?? []));
  }
  return seen;
}
