import type { Graph, NodeId } from './graph.ts';

type Adjacency = Graph['parents'];

interface Ordering {
  /** Every node once. Parents come before children, but for the edges that close a cycle. */
  readonly order: readonly NodeId[];
  /** Each as a path in the direction of the data; the last node feeds the first. No two share a node. */
  readonly cycles: readonly (readonly NodeId[])[];
}

/**
 * Kahn's algorithm, first in first out: with the keys of `parents` and the lists of `children` sorted, the order
 * depends on names alone. Where every node left waits for another, one cycle is reported and taken as done, so that
 * whatever stands behind it is looked at as well. Iterative, O(V + E).
 */
export function topologicalOrder(parents: Adjacency, children: Adjacency): Ordering {
  const waiting = new Map<NodeId, number>();
  const order: NodeId[] = [];
  for (const [id, list] of parents) {
    waiting.set(id, list.length);
    if (list.length === 0) order.push(id);
  }
  const cycles: (readonly NodeId[])[] = [];
  const isLeft = (id: NodeId): boolean => (waiting.get(id) ?? 0) > 0;
  const cyclesLeft = findCycles(parents, isLeft);
  for (let done = 0; ;) {
    for (; done < order.length; done++) {
      for (const child of children.get(order[done]!) ?? []) {
        const left = waiting.get(child)! - 1;
        waiting.set(child, left);
        if (left === 0) order.push(child);
      }
    }
    if (order.length === parents.size) return { order, cycles };
    const cycle = cyclesLeft.next();
    if (cycle.done === true) throw new Error('a node waits for another, yet no cycle was found');
    cycles.push(fromFirstByName(cycle.value));
    for (const id of cycle.value) waiting.set(id, 0);
    order.push(...cycle.value);
  }
}

/**
 * Walks from child to parent among the nodes left until it meets its own trail. The trail is kept from one cycle to
 * the next: only nodes at its end can have been done in the meantime, so no stretch is walked twice.
 */
function* findCycles(parents: Adjacency, isLeft: (id: NodeId) => boolean): Generator<readonly NodeId[], undefined> {
  const trail: NodeId[] = [];
  const positions = new Map<NodeId, number>();
  const walkTo = (id: NodeId): void => {
    positions.set(id, trail.length);
    trail.push(id);
  };
  for (const start of parents.keys()) {
    while (isLeft(start)) {
      while (trail.length > 0 && !isLeft(trail.at(-1)!)) positions.delete(trail.pop()!);
      if (trail.length === 0) walkTo(start);
      let met: number | undefined;
      while (met === undefined) {
        const parent = parents.get(trail.at(-1)!)!.find(isLeft)!;
        met = positions.get(parent);
        if (met === undefined) walkTo(parent);
      }
      yield trail.slice(met).toReversed();
    }
    trail.length = 0;
    positions.clear();
  }
}

function fromFirstByName(cycle: readonly NodeId[]): readonly NodeId[] {
  let first = 0;
  for (let index = 1; index < cycle.length; index++) if (cycle[index]! < cycle[first]!) first = index;
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}
