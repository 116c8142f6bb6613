import type { Graph, NodeId } from '../graph/graph.ts';

export interface AncestorSets {
  /** Whether `of` depends on `id`, directly or not. */
  has(of: NodeId, id: NodeId): boolean;
  /** What depends on every one of `ids`, in topological order. */
  dependents(ids: readonly NodeId[]): readonly NodeId[];
}

/**
 * What every node depends on, as one bit for each pair: on thousands of nodes a few megabytes and milliseconds, where
 * sets of names are gigabytes. Tests depend on nodes and nothing depends on them, so they have no bits.
 */
export function ancestorSets(graph: Graph): AncestorSets {
  const ids = graph.order.filter((id) => !isTest(id));
  const index = new Map(ids.map((id, at) => [id, at]));
  const words = Math.ceil(ids.length / 32);
  const bits = new Uint32Array(words * ids.length);
  for (const [at, id] of ids.entries()) {
    for (const parent of graph.parents.get(id) ?? []) {
      const above = index.get(parent);
      if (above === undefined) continue;
      // Parents come first in the order, so that theirs are complete and none is beyond their own place.
      for (let word = 0; word <= above >> 5; word += 1) bits[at * words + word]! |= bits[above * words + word]!;
      bits[at * words + (above >> 5)]! |= 1 << (above & 31);
    }
  }
  const isSet = (row: number, bit: number): boolean => (bits[row * words + (bit >> 5)]! & (1 << (bit & 31))) !== 0;
  return {
    has(of, id) {
      const [row, bit] = [index.get(of), index.get(id)];
      return row !== undefined && bit !== undefined && isSet(row, bit);
    },
    dependents(wanted) {
      const places = wanted.map((id) => index.get(id));
      const last = Math.max(...places.map((place) => place ?? ids.length));
      return ids.filter((_, row) => row > last && places.every((place) => place !== undefined && isSet(row, place)));
    },
  };
}

function isTest(id: NodeId): boolean {
  return id.startsWith('test.') || id.startsWith('unit_test.');
}
