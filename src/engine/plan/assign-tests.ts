import type { Graph, NodeId } from '../graph/graph.ts';
import type { DataTest } from '../parse/project.ts';
import { ancestorSets, type AncestorSets } from './ancestor-sets.ts';

/** Where each test is run. */
export interface TestAssignment {
  /** Tests that audit a node before it is published. */
  readonly at: ReadonlyMap<NodeId, readonly DataTest[]>;
  /** Tests that look at several nodes, none of which comes after all the others: they run when all are there. */
  readonly apart: readonly DataTest[];
  /** For a node: steps of tests run apart whose failure means that it is not built. What depends on it follows. */
  readonly gates: ReadonlyMap<NodeId, readonly NodeId[]>;
}

/** Nodes of a plan that a node depends on directly: what is not built is looked through. */
export type PlanParents = ReadonlyMap<NodeId, readonly NodeId[]>;

/**
 * A test audits the last of the built nodes that it reads, if that one comes after all the others. dbt's rule decides
 * what a test run apart holds up: a node whose ancestors include everything that the test reads.
 */
export function assignTests(
  graph: Graph,
  built: readonly NodeId[],
  parents: PlanParents,
  tests: readonly DataTest[],
): TestAssignment {
  const position = new Map(built.map((id, index) => [id, index]));
  let sets: AncestorSets | undefined;
  const ancestors = (): AncestorSets => (sets ??= ancestorSets(graph));
  const at = new Map<NodeId, DataTest[]>();
  const apart: DataTest[] = [];
  for (const test of tests) {
    const id = `test.${test.name}`;
    const last = lastOf(parents.get(id) ?? [], position);
    const isHome =
      last !== undefined &&
      graph.parents.get(id)?.includes(last) &&
      parents.get(id)?.every((each) => each === last || ancestors().has(last, each));
    if (!isHome) apart.push(test);
    else append(at, last, test);
  }
  return { at, apart, gates: apart.length === 0 ? new Map() : gatesOf(apart, graph, parents, ancestors(), position) };
}

/** Tests of one relation that are run apart are one step; the others have a step of their own. */
export function testStepId(graph: Graph, test: DataTest): NodeId {
  const [only, ...others] = graph.parents.get(`test.${test.name}`) ?? [];
  return only !== undefined && others.length === 0 ? `tests.${only}` : `test.${test.name}`;
}

function lastOf(ids: readonly NodeId[], position: ReadonlyMap<NodeId, number>): NodeId | undefined {
  let last: NodeId | undefined;
  for (const id of ids) if (last === undefined || (position.get(id) ?? 0) > (position.get(last) ?? 0)) last = id;
  return last;
}

/** Only the first nodes that depend on all that a test reads: the scheduler skips what comes after them. */
function gatesOf(
  apart: readonly DataTest[],
  graph: Graph,
  parents: PlanParents,
  ancestors: AncestorSets,
  position: ReadonlyMap<NodeId, number>,
): TestAssignment['gates'] {
  const gates = new Map<NodeId, NodeId[]>();
  const readBy = new Map(apart.map((test) => [testStepId(graph, test), graph.parents.get(`test.${test.name}`) ?? []]));
  for (const [step, read] of readBy) {
    if (read.length === 0) continue;
    const held = new Set<NodeId>();
    for (const candidate of ancestors.dependents(read)) {
      if (!position.has(candidate)) continue;
      if (!parents.get(candidate)?.some((parent) => held.has(parent))) append(gates, candidate, step);
      held.add(candidate);
    }
  }
  return gates;
}

function append<T>(lists: Map<NodeId, T[]>, id: NodeId, value: T): void {
  const list = lists.get(id);
  if (list === undefined) lists.set(id, [value]);
  else list.push(value);
}
