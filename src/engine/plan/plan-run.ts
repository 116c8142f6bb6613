import type { CompiledProject } from '../compile/compiled-project.ts';
import type { GraphNode, NodeId } from '../graph/graph.ts';
import { aside } from '../materializations/materialization.ts';
import type { DataTest, Model, Seed, SourceTable, UnitTest } from '../parse/project.ts';
import { planModel } from './plan-model.ts';
import { planTests, testStatement } from './plan-tests.ts';
import { relationKey, type Audit, type Plan, type Step, type WarehouseState } from './plan.ts';
import { assignTests, type PlanParents, type TestAssignment } from './assign-tests.ts';
import { planParents } from './plan-parents.ts';

export interface PlanOptions {
  readonly command: 'run' | 'build' | 'test' | 'seed';
  readonly selected: ReadonlySet<NodeId>;
  readonly fullRefresh: boolean;
  /** False: sources are taken as the lake has them. */
  readonly extract: boolean;
  /** ISO 8601, UTC: for tests of age. */
  readonly now: string;
}

/** Decides what is done, in which order, and how: `run` executes exactly this. Pure. */
export function planRun(compiled: CompiledProject, state: WarehouseState, options: PlanOptions): Plan {
  const planner = new Planner(compiled, state, options);
  const steps = planner.steps();
  const schemas = new Set(steps.flatMap((step) => (step.relation === undefined ? [] : [step.relation.schema])));
  return {
    command: options.command,
    project: compiled.project.name,
    target: compiled.target.name,
    schemas: [...schemas].sort(),
    steps,
  };
}

class Planner {
  readonly #compiled: CompiledProject;
  readonly #state: WarehouseState;
  readonly #options: PlanOptions;
  readonly #built: readonly NodeId[];
  readonly #parents: PlanParents;
  readonly #tests: TestAssignment;

  constructor(compiled: CompiledProject, state: WarehouseState, options: PlanOptions) {
    this.#compiled = compiled;
    this.#state = state;
    this.#options = options;
    this.#built = this.#nodesToBuild();
    const wanted = options.command === 'build' || options.command === 'test';
    const tests = wanted ? this.#selectedTests() : [];
    this.#parents = planParents(compiled.graph, new Set(this.#built));
    this.#tests = assignTests(compiled.graph, this.#built, this.#parents, tests);
  }

  steps(): readonly Step[] {
    const built = this.#built.map((id) => this.#step(id));
    const unitTests = this.#unitTests().map((test) => this.#unitTestStep(test));
    const apart = planTests(this.#compiled, this.#state, this.#tests.apart, this.#options.now, (id) =>
      this.#planParents(id),
    );
    return [...unitTests, ...built, ...apart];
  }

  #unitTests(): readonly UnitTest[] {
    const { command, selected } = this.#options;
    if (command !== 'build' && command !== 'test') return [];
    return this.#compiled.project.unitTests.filter((test) => selected.has(`unit_test.${test.name}`));
  }

  /** After the model's inputs, whose columns it borrows, and before the model. */
  #unitTestStep(test: UnitTest): Step {
    return {
      id: `unit_test.${test.name}`,
      name: test.name,
      kind: 'unit_test',
      strategy: 'compare',
      file: test.path,
      after: this.#planParents(`model.${test.model}`),
      gatedBy: this.#planParents(`model.${test.model}`),
      build: [{ op: 'unit_test', name: test.name }],
      publish: [],
      cleanup: [],
    };
  }

  #nodesToBuild(): readonly NodeId[] {
    const { graph } = this.#compiled;
    const { command, selected, extract } = this.#options;
    if (command === 'test') return [];
    const wanted = new Set<NodeId>();
    for (const id of selected) {
      const node = graph.nodes.get(id);
      if (node === undefined || !this.#isBuilt(node)) continue;
      wanted.add(id);
      if (extract && node.kind === 'model') for (const source of this.#sourcesOf(id)) wanted.add(source);
    }
    return graph.order.filter((id) => wanted.has(id));
  }

  #isBuilt(node: GraphNode): boolean {
    const { command, extract } = this.#options;
    if (command === 'seed') return node.kind === 'seed';
    if (node.kind === 'source') return extract;
    if (node.kind === 'model') return node.config.enabled && node.config.materialized !== 'ephemeral';
    return node.kind === 'seed' && command === 'build';
  }

  /** Source tables that a model reads, itself or through ephemeral models. */
  #sourcesOf(id: NodeId): readonly NodeId[] {
    return this.#compiled.graph.parents.get(id)?.flatMap((parent) => {
      if (parent.startsWith('source.')) return [parent];
      return this.#isEphemeral(parent) ? this.#sourcesOf(parent) : [];
    }) ?? []; // prettier-ignore
  }

  #isEphemeral(id: NodeId): boolean {
    const node = this.#compiled.graph.nodes.get(id);
    return node?.kind === 'model' && node.config.materialized === 'ephemeral';
  }

  #selectedTests(): readonly DataTest[] {
    const { graph } = this.#compiled;
    return graph.order.flatMap((id) => {
      const node = graph.nodes.get(id);
      return node?.kind === 'test' && node.settings.enabled && this.#options.selected.has(id) ? [node] : [];
    });
  }

  #planParents(id: NodeId): readonly NodeId[] {
    return this.#parents.get(id) ?? [];
  }

  #step(id: NodeId): Step {
    const node = this.#compiled.graph.nodes.get(id) as SourceTable | Model | Seed;
    const after = this.#planParents(id);
    const common = {
      id,
      after,
      gatedBy: [...after, ...(this.#tests.gates.get(id) ?? []), ...this.#unitTestsOf(node)],
      file: node.path,
    };
    if (node.kind === 'source') return { ...common, ...this.#sourceStep(node, id) };
    if (node.kind === 'seed') return { ...common, ...this.#seedStep(node, id) };
    return { ...common, ...this.#modelStep(node, id) };
  }

  #unitTestsOf(node: GraphNode): readonly NodeId[] {
    return node.kind === 'model' ? this.#compiled.unitTestsOf(node.name).map((test) => `unit_test.${test.name}`) : [];
  }

  #relation(id: NodeId): NonNullable<Step['relation']> {
    const relation = this.#compiled.relations.get(id);
    if (relation === undefined) throw new Error(`no relation for ${id}`);
    return relation;
  }

  #audit(
    id: NodeId,
    audit: Pick<Audit, 'when' | 'relation' | 'snapshotOf'>,
    contract: Audit['contract'],
  ): { readonly audit?: Audit } {
    const tests = this.#tests.at.get(id) ?? [];
    if (tests.length === 0 && contract === undefined) return {};
    const statements = tests.map((test) =>
      testStatement(this.#compiled, test, new Map([[id, audit.relation]]), this.#options.now),
    );
    return { audit: { ...audit, ...(contract === undefined ? {} : { contract }), tests: statements } };
  }

  #sourceStep(source: SourceTable, id: NodeId): Omit<Step, 'id' | 'after' | 'gatedBy' | 'file'> {
    const relation = this.#relation(id);
    return {
      name: source.id,
      kind: 'extract',
      strategy: source.extract.mode,
      relation,
      build: [{ op: 'extract', source: source.id, full: this.#options.fullRefresh }],
      publish: [{ op: 'apply_loads', source: source.id, into: relation, primaryKey: source.extract.primaryKey }],
      cleanup: [],
      ...this.#audit(id, { when: 'in_transaction', relation }, undefined),
    };
  }

  #seedStep(seed: Seed, id: NodeId): Omit<Step, 'id' | 'after' | 'gatedBy' | 'file'> {
    const { dialect } = this.#compiled;
    const relation = this.#relation(id);
    const existing = this.#state.get(relationKey(relation));
    const next = aside(relation, 'next');
    const drop =
      existing === undefined
        ? []
        : [existing.type === 'view' ? dialect.dropView(relation) : dialect.dropTable(relation)];
    return {
      name: seed.name,
      kind: 'seed',
      strategy: existing === undefined ? 'create' : 'replace',
      relation,
      build: [{ op: 'seed', path: seed.path, into: next, delimiter: seed.delimiter, columns: seed.columns }],
      publish: [...drop, dialect.renameTable(next, relation.name)].map((sql) => ({ op: 'sql', sql }) as const),
      cleanup: [],
      ...this.#audit(
        id,
        { when: 'before_publish', relation: next },
        seed.config.contractEnforced ? seed.columns : undefined,
      ),
    };
  }

  #modelStep(model: Model, id: NodeId): Omit<Step, 'id' | 'after' | 'gatedBy' | 'file'> {
    const relation = this.#relation(id);
    const tests = this.#tests.at.get(id)?.length ?? 0;
    const planned = planModel(
      this.#compiled,
      model,
      this.#state.get(relationKey(relation)),
      this.#options.fullRefresh,
      tests,
    );
    const { strategy, build, publish, cleanup } = planned;
    const contract = model.config.contractEnforced ? model.columns : undefined;
    return {
      name: model.name,
      kind: model.config.materialized,
      strategy,
      relation,
      build,
      publish,
      cleanup,
      ...this.#audit(id, planned.audit, contract),
    };
  }
}
