import type { Relation } from '../adapters/warehouse.ts';
import type { CompiledProject } from '../compile/compiled-project.ts';
import { compileDataTest } from '../data-tests/compile-data-test.ts';
import { dataTestKinds } from '../data-tests/registry.ts';
import type { NodeId } from '../graph/graph.ts';
import { aside } from '../materializations/materialization.ts';
import { isExpensive } from '../materializations/view.ts';
import type { DataTest } from '../parse/project.ts';
import { testStepId } from './assign-tests.ts';
import { relationKey, type Audit, type Step, type TestStatement, type WarehouseState } from './plan.ts';

type Elsewhere = ReadonlyMap<NodeId, Relation>;

/** One test's statements, on relations of which some stand elsewhere: what is being audited is not published yet. */
export function testStatement(
  compiled: CompiledProject,
  test: DataTest,
  elsewhere: Elsewhere,
  now: string,
): TestStatement {
  const { dialect } = compiled;
  const id = `test.${test.name}`;
  const common = { id, name: test.name, settings: test.settings, location: test.location };
  const resolve = (kind: 'ref' | 'source', name: string): string =>
    compiled.referenceSql({ kind, name }, elsewhere) ?? 'unresolved';
  const storeIn = failuresRelation(compiled, test);
  if (test.test === 'singular') {
    const { sql, map } = compiled.renderTest(test, elsewhere);
    return { ...common, map, ...compileDataTest({ test, dialect, select: sql, relationOf: resolve, now, storeIn }) };
  }
  const kind = dataTestKinds.get(test.test);
  if (kind === undefined || test.attachedTo === undefined) throw new Error(`${id} has no kind`);
  const relation = resolve(test.attachedTo.kind === 'source' ? 'source' : 'ref', test.attachedTo.name);
  return { ...common, ...compileDataTest({ test, kind, dialect, relation, relationOf: resolve, now, storeIn }) };
}

/** Failing rows carry what the tested relation carries, so they stay in its zone. */
function failuresRelation(compiled: CompiledProject, test: DataTest): Relation {
  const parents = compiled.graph.parents.get(`test.${test.name}`) ?? [];
  const attached = test.attachedTo === undefined ? parents[0] : `${test.attachedTo.kind}.${test.attachedTo.name}`;
  const schema = (attached === undefined ? undefined : compiled.relations.get(attached)?.schema) ?? 'main';
  return { schema, name: `failures__${test.name}`.slice(0, 120) };
}

/** Tests that no node of the plan is audited by: each relation's tests are one step, so that they share a snapshot. */
export function planTests(
  compiled: CompiledProject,
  state: WarehouseState,
  tests: readonly DataTest[],
  now: string,
  parentsOf: (id: NodeId) => readonly NodeId[],
): readonly Step[] {
  const groups = new Map<NodeId, DataTest[]>();
  for (const test of tests) {
    const key = testStepId(compiled.graph, test);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [test]);
    else group.push(test);
  }
  return [...groups].map(([key, group]) => testStep(compiled, state, key, group, now, parentsOf));
}

function testStep(
  compiled: CompiledProject,
  state: WarehouseState,
  key: NodeId,
  tests: readonly DataTest[],
  now: string,
  parentsOf: (id: NodeId) => readonly NodeId[],
): Step {
  const nodes = [...new Set(tests.flatMap((test) => parentsOf(`test.${test.name}`)))];
  const tested = key.startsWith('tests.') ? key.slice('tests.'.length) : undefined;
  const audit = auditOf(compiled, state, tested, tests, now);
  return {
    id: key,
    name: tested ?? key,
    kind: 'test',
    strategy: 'test',
    file: tests[0]?.path ?? '',
    after: nodes,
    gatedBy: nodes,
    build: [],
    audit,
    publish: [],
    cleanup: [],
  };
}

/** A view that costs is copied once when several tests look at it. */
function auditOf(
  compiled: CompiledProject,
  state: WarehouseState,
  tested: NodeId | undefined,
  tests: readonly DataTest[],
  now: string,
): Audit {
  const relation = tested === undefined ? undefined : compiled.relations.get(tested);
  const body = tested === undefined ? undefined : compiled.bodies.get(tested);
  const isView = relation !== undefined && state.get(relationKey(relation))?.type === 'view';
  if (
    tested !== undefined &&
    relation !== undefined &&
    isView &&
    tests.length > 1 &&
    body?.language === 'sql' &&
    isExpensive(body.full.sql)
  ) {
    const snapshot = aside(relation, 'snapshot');
    const statements = tests.map((test) => testStatement(compiled, test, new Map([[tested, snapshot]]), now));
    return { when: 'before_publish', relation: snapshot, snapshotOf: relation, tests: statements };
  }
  const statements = tests.map((test) => testStatement(compiled, test, new Map(), now));
  return { when: 'before_publish', relation: relation ?? { schema: 'main', name: 'tests' }, tests: statements };
}
