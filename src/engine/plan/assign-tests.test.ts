import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import type { DataTest } from '../parse/project.ts';
import { assignTests, testStepId, type TestAssignment } from './assign-tests.ts';
import { planParents } from './plan-parents.ts';

/** Models by name with what they read, tests by name with what they read. */
type Reads = Readonly<Record<string, readonly string[]>>;

function graphOf(models: Reads, tests: Reads): { readonly graph: Graph; readonly tests: readonly DataTest[] } {
  const dataTests = Object.keys(tests).map((name) => ({ kind: 'test', name }) as DataTest);
  const parents = new Map<NodeId, readonly NodeId[]>();
  for (const [name, read] of Object.entries(models)) parents.set(`model.${name}`, read.map((each) => `model.${each}`)); // prettier-ignore
  for (const [name, read] of Object.entries(tests)) parents.set(`test.${name}`, read.map((each) => `model.${each}`)); // prettier-ignore
  const nodes = new Map([...parents.keys()].map((id) => [id, { kind: id.split('.')[0] } as GraphNode]));
  return { graph: { nodes, parents, children: new Map(), order: [...parents.keys()] }, tests: dataTests };
}

function assign(models: Reads, tests: Reads, built: readonly string[] = Object.keys(models)): TestAssignment {
  const { graph, tests: dataTests } = graphOf(models, tests);
  const ids = built.map((name) => `model.${name}`);
  return assignTests(graph, ids, planParents(graph, new Set(ids)), dataTests);
}

const plain = ({ at, apart, gates }: TestAssignment): unknown => ({
  at: Object.fromEntries([...at].map(([id, list]) => [id, list.map((each) => each.name)])),
  apart: apart.map((each) => each.name),
  gates: Object.fromEntries(gates),
});

const diamond: Reads = { a: [], left: ['a'], right: ['a'], end: ['left', 'right'], after: ['end'] };

describe('a test', () => {
  it('audits the only node that it reads', () => {
    expect(plain(assign(diamond, { t: ['left'] }))).toEqual({ at: { 'model.left': ['t'] }, apart: [], gates: {} });
  });

  it('audits the last of the nodes that it reads, near or far', () => {
    expect(plain(assign(diamond, { t: ['end', 'a'], u: ['a', 'left'] }))).toEqual({
      at: { 'model.end': ['t'], 'model.left': ['u'] },
      apart: [],
      gates: {},
    });
  });

  it('runs apart where none of them comes after all the others, and holds up only what first depends on all', () => {
    expect(plain(assign(diamond, { t: ['left', 'right'] }))).toEqual({
      at: {},
      apart: ['t'],
      gates: { 'model.end': ['test.t'] },
    });
  });

  it('takes nodes that are not built for published', () => {
    expect(plain(assign(diamond, { t: ['left', 'right'] }, ['left', 'end']))).toEqual({
      at: { 'model.left': ['t'] },
      apart: [],
      gates: {},
    });
  });

  it('waits for what is built under a node that is not', () => {
    const { graph } = graphOf(diamond, { t: ['left', 'right'] });
    const parents = planParents(graph, new Set(['model.a', 'model.right', 'model.after']));
    expect([parents.get('test.t'), parents.get('model.after')]).toEqual([['model.a', 'model.right'], ['model.a', 'model.right']]); // prettier-ignore
  });

  it('of a node that is not built holds up what depends on that node', () => {
    expect(plain(assign(diamond, { t: ['left'], u: ['left'] }, ['a', 'right', 'end']))).toEqual({
      at: {},
      apart: ['t', 'u'],
      gates: { 'model.end': ['tests.model.left'] },
    });
  });

  it('that reads nothing is run, and holds up nothing', () => {
    expect(plain(assign(diamond, { t: [] }))).toEqual({ at: {}, apart: ['t'], gates: {} });
  });
});

describe('whatever the graph', () => {
  const project = fc.integer({ min: 1, max: 40 }).chain((size) => {
    const subset = (below: number): fc.Arbitrary<number[]> =>
      below === 0 ? fc.constant([]) : fc.uniqueArray(fc.nat(below - 1), { maxLength: 4 });
    return fc.record({
      parents: fc.tuple(...Array.from({ length: size }, (_, at) => subset(at))),
      tests: fc.array(subset(size), { maxLength: 20 }),
      built: fc.subarray(Array.from({ length: size }, (_, at) => at)),
    });
  });
  const name = (at: number): string => `m${at}`;

  it('each test is run once, after all that it reads, and holds up exactly what depends on all of it', () => {
    fc.assert(
      fc.property(project, ({ parents, tests, built }) => {
        const models: Reads = Object.fromEntries(parents.map((read, at) => [name(at), read.map(name)]));
        const reads: Reads = Object.fromEntries(tests.map((read, at) => [`t${at}`, read.map(name)]));
        const { graph, tests: dataTests } = graphOf(models, reads);
        const order = built.toSorted((a, b) => a - b).map((at) => `model.${name(at)}`);
        const direct = planParents(graph, new Set(order));
        const { at, apart, gates } = assignTests(graph, order, direct, dataTests);
        const everywhere = [...[...at.values()].flat(), ...apart].map((each) => each.name);
        expect(everywhere.toSorted()).toEqual(Object.keys(reads).toSorted());

        const upstream = (id: NodeId): Set<NodeId> =>
          new Set((graph.parents.get(id) ?? []).flatMap((each) => [each, ...upstream(each)]));
        for (const [home, audits] of at) {
          for (const { name: test } of audits) {
            const others = [...upstream(`test.${test}`)].filter((id) => order.includes(id) && id !== home);
            expect(graph.parents.get(`test.${test}`)).toContain(home);
            expect(others.filter((id) => !upstream(home).has(id))).toEqual([]);
          }
        }
        for (const test of apart) {
          const read = graph.parents.get(`test.${test.name}`) ?? [];
          const heldUp = (id: NodeId): boolean =>
            (gates.get(id)?.includes(testStepId(graph, test)) ?? false) || (direct.get(id) ?? []).some(heldUp);
          for (const id of order)
            expect(heldUp(id)).toBe(read.length > 0 && read.every((each) => upstream(id).has(each)));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('5,000 models with 15,000 tests, a third of them between two models', () => {
  it('are each run once', () => {
    const size = 5000;
    const models: Record<string, string[]> = {};
    const tests: Record<string, string[]> = {};
    for (let at = 0; at < size; at += 1) {
      models[name(at)] = at === 0 ? [] : [...new Set([0, at >> 1, Math.floor(at * 0.9)])].map(name);
      tests[`not_null_${at}`] = [name(at)];
      tests[`unique_${at}`] = [name(at)];
      tests[`relationships_${at}`] = [name(at), name((at * 7919) % size)];
    }
    const { graph, tests: dataTests } = graphOf(models, tests);
    const built = graph.order.filter((id) => id.startsWith('model.'));
    const { at, apart } = assignTests(graph, built, planParents(graph, new Set(built)), dataTests);
    expect([...at.values()].flat().length + apart.length).toBe(3 * size);
  });

  const name = (at: number): string => `m${at}`;
});
