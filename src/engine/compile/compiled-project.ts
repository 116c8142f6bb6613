import type { Dialect, Relation, ResultColumn } from '../adapters/warehouse.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import type { ModelBody, ModelSql } from '../materializations/materialization.ts';
import type { DataTest, Model, Project, Target, UnitTest } from '../parse/project.ts';

/** What `compile` gives: every model's SQL for the target's dialect, and where each relation stands. */
export interface CompiledProject {
  readonly project: Project;
  readonly graph: Graph;
  readonly target: Target;
  readonly dialect: Dialect;
  /** Of sources, seeds and models; an ephemeral model has none. */
  readonly relations: ReadonlyMap<NodeId, Relation>;
  readonly bodies: ReadonlyMap<NodeId, ModelBody>;
  /** Columns of each source relation after treatment, with the two that the engine adds. */
  readonly sourceColumns: ReadonlyMap<NodeId, readonly ResultColumn[]>;
  /** The bundle of every TypeScript model, where there is one: an absolute path. */
  readonly bundle: string | undefined;
  /** Given on the command line; they win over those of alambic.yml. */
  readonly vars: Readonly<Record<string, unknown>>;
  /** The text of the project's .env file, where there is one. Holds secrets. */
  readonly dotenv: string | undefined;
  /** Names of environment variables that templates asked for. */
  readonly environmentUsed: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
  /** The SQL of a singular test, with some relations standing elsewhere: the shadow of a model that is being audited. */
  renderTest(test: DataTest, elsewhere: ReadonlyMap<NodeId, Relation>): ModelSql;
  /** The SQL of a model whose inputs stand elsewhere: a unit test's. */
  renderModel(model: Model, elsewhere: ReadonlyMap<NodeId, Relation>): ModelSql;
  /** The SQL that stands for a reference, as a relation or an ephemeral model's own SELECT. */
  referenceSql(
    reference: { readonly kind: 'ref' | 'source'; readonly name: string },
    elsewhere: ReadonlyMap<NodeId, Relation>,
  ): string | undefined;
  unitTestsOf(model: string): readonly UnitTest[];
}
