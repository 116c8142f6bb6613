import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from './build-graph.ts';
import type { Graph, NodeId } from './graph.ts';
import { ancestors, descendants } from './reach.ts';
import { model, project } from './sample-project.ts';
import { topologicalOrder } from './topological-order.ts';

/** Any graph of up to 12 models, with its edges as [parent, child]. `acyclic`: parents have smaller numbers. */
function edgesOf(acyclic: boolean): fc.Arbitrary<readonly (readonly [number, number])[]> {
  const node = fc.nat({ max: 11 });
  const edge = fc.tuple(node, node);
  return fc.uniqueArray(acyclic ? edge.filter(([a, b]) => a < b) : edge, { maxLength: 30, selector: String });
}

/** Names are scrambled, so that the order of names says nothing of the order of the data. */
function graphOf(edges: readonly (readonly [number, number])[]): ReturnType<typeof buildGraph> {
  const name = (index: number): string => `m${(index * 7 + 5) % 12}`;
  const models = Array.from({ length: 12 }, (_, child) => {
    const reads = edges.filter(([, to]) => to === child).map(([from]) => name(from));
    return model(name(child), reads.join(' '));
  });
  return buildGraph(project(...models));
}

/** Warshall's closure: slow, and too simple to be wrong. */
function closure({ nodes, parents }: Graph): ReadonlyMap<NodeId, ReadonlySet<NodeId>> {
  const ids = [...nodes.keys()];
  const above = new Map(ids.map((id) => [id, new Set(parents.get(id))]));
  for (const via of ids) {
    for (const id of ids) {
      if (above.get(id)!.has(via)) for (const further of above.get(via)!) above.get(id)!.add(further);
    }
  }
  return above;
}

describe('any acyclic project', () => {
  it('is ordered with every parent before its children', () => {
    fc.assert(
      fc.property(edgesOf(true), (edges) => {
        const { graph, diagnostics } = graphOf(edges);
        expect(diagnostics).toEqual([]);
        expect(graph.order.toSorted()).toEqual([...graph.nodes.keys()]);
        for (const [id, list] of graph.parents) {
          for (const parent of list) expect(graph.order.indexOf(parent)).toBeLessThan(graph.order.indexOf(id));
        }
      }),
    );
  });
});

describe('any project', () => {
  it('reaches what the naive closure reaches', () => {
    fc.assert(
      fc.property(edgesOf(false), (edges) => {
        const { graph } = graphOf(edges);
        for (const [id, above] of closure(graph)) {
          expect(ancestors(graph, [id])).toEqual(above);
          for (const other of graph.nodes.keys()) {
            expect(descendants(graph, [other]).has(id)).toBe(above.has(other));
          }
        }
      }),
    );
  });

  it('has each of its cycles reported, as a path that exists', () => {
    fc.assert(
      fc.property(edgesOf(false), (edges) => {
        const { graph, diagnostics } = graphOf(edges);
        const { cycles } = topologicalOrder(graph.parents, graph.children);
        for (const cycle of cycles) {
          cycle.forEach((id, index) => {
            expect(graph.parents.get(cycle[(index + 1) % cycle.length]!)).toContain(id);
          });
        }
        const paths = cycles.map((cycle) => [...cycle, cycle[0]!].map((id) => id.slice('model.'.length)));
        expect(diagnostics.map((each) => each.message)).toEqual(paths.map((path) => `cycle: ${path.join(' → ')}`));
        expect(withoutCycles(graph, new Set(cycles.flat()))).toBe(true);
      }),
    );
  });
});

/** Whether no cycle is left among the nodes outside the reported ones. */
function withoutCycles(graph: Graph, reported: ReadonlySet<NodeId>): boolean {
  const rest = [...graph.nodes.keys()].filter((id) => !reported.has(id));
  const nodes = new Map(rest.map((id) => [id, graph.nodes.get(id)!]));
  const parents = new Map(rest.map((id) => [id, graph.parents.get(id)!.filter((each) => nodes.has(each))]));
  return [...closure({ ...graph, nodes, parents })].every(([id, above]) => !above.has(id));
}

describe('large projects', () => {
  const build = (size: number, reads: (index: number) => string): ReturnType<typeof buildGraph> =>
    buildGraph(project(...Array.from({ length: size }, (_, index) => model(`m${index}`, reads(index)))));

  it('orders a chain of 50,000 models', () => {
    const { graph, diagnostics } = build(50_000, (index) => (index === 0 ? '' : `m${index - 1}`));
    expect(diagnostics).toEqual([]);
    expect(graph.order[0]).toBe('model.m0');
    expect(graph.order.at(-1)).toBe('model.m49999');
    expect(ancestors(graph, ['model.m49999']).size).toBe(49_999);
    expect(descendants(graph, ['model.m0'], 3)).toEqual(new Set(['model.m1', 'model.m2', 'model.m3']));
  });

  it('reports a cycle of 50,000 models', () => {
    const { diagnostics } = build(50_000, (index) => `m${(index + 49_999) % 50_000}`);
    expect(diagnostics.map((each) => each.code)).toEqual(['E0303']);
  });

  it('reports 5,000 cycles that hang on one chain, without walking the chain again for each', () => {
    const { diagnostics } = build(20_000, (index) => {
      const cycle = Math.floor(index / 4);
      const previous = index % 4 === 0 ? `m${cycle * 4 + 3}` : `m${index - 1}`;
      return index % 4 === 0 && cycle < 4_999 ? `${previous} m${index + 4}` : previous;
    });
    expect(diagnostics).toHaveLength(5_000);
  });
});
