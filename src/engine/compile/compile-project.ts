import type { Dialect, Relation, ResultColumn } from '../adapters/warehouse.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import type { ModelBody, ModelSql } from '../materializations/materialization.ts';
import type { DataTest, Model, Project, SqlModel, Target, TypeScriptModel, UnitTest } from '../parse/project.ts';
import { parseTemplate, type Template } from '../parse/template/parse-template.ts';
import type { CallableMacro } from './call-macro.ts';
import { checkOneSelect } from './check-one-select.ts';
import type { CompiledProject } from './compiled-project.ts';
import type { MappedSql, RenderContext } from './render-context.ts';
import { renderTemplate } from './render-template.ts';
import { resolveRelations } from './resolve-relations.ts';

export interface CompileInput {
  readonly project: Project;
  readonly graph: Graph;
  readonly target: Target;
  readonly dialect: Dialect;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly macros: ReadonlyMap<string, CallableMacro>;
  readonly sourceColumns: ReadonlyMap<NodeId, readonly ResultColumn[]>;
  readonly definitions: ReadonlyMap<string, TypeScriptBody>;
  /** By path, as parsed. Each is let go once it is rendered: on thousands of models the trees would fill the memory. */
  readonly templates: Map<string, Template>;
  readonly bundle: string | undefined;
  readonly dotenv: string | undefined;
}

/** What compile needs of a TypeScript model beyond its declaration. */
export interface TypeScriptBody {
  readonly batchSize: number;
  readonly incrementalFilter?: string;
}

type Elsewhere = ReadonlyMap<NodeId, Relation>;
const nowhereElse: Elsewhere = new Map();

/** Renders every model of the graph. Pure: the same files, variables and target give the same SQL. */
export function compileProject(input: CompileInput): CompiledProject {
  const compiler = new Compiler(input);
  const bodies = new Map<NodeId, ModelBody>();
  for (const id of input.graph.order) {
    const node = input.graph.nodes.get(id);
    if (node?.kind !== 'model') continue;
    bodies.set(id, compiler.body(node));
    input.templates.delete(node.path);
  }
  const unitTests = new Map<string, UnitTest[]>();
  for (const test of input.project.unitTests) unitTests.set(test.model, [...(unitTests.get(test.model) ?? []), test]);
  return {
    project: input.project,
    graph: input.graph,
    target: input.target,
    dialect: input.dialect,
    relations: compiler.relations,
    bodies,
    sourceColumns: input.sourceColumns,
    bundle: input.bundle,
    vars: input.vars,
    dotenv: input.dotenv,
    environmentUsed: compiler.environmentUsed,
    diagnostics: compiler.diagnostics,
    renderTest: (test, elsewhere) => compiler.testSql(test, elsewhere),
    renderModel: (model, elsewhere) => compiler.modelSql(model, false, elsewhere),
    referenceSql: (reference, elsewhere) => compiler.referenceSql(reference.kind, reference.name, elsewhere),
    unitTestsOf: (model) => unitTests.get(model) ?? [],
  };
}

class Compiler {
  readonly relations: ReadonlyMap<NodeId, Relation>;
  readonly diagnostics: Diagnostic[] = [];
  readonly environmentUsed = new Set<string>();
  readonly #input: CompileInput;
  readonly #ephemeral = new Map<string, MappedSql>();
  readonly #target: RenderContext['target'];

  constructor(input: CompileInput) {
    this.#input = input;
    this.relations = resolveRelations(input.project);
    this.#target = { name: input.target.name, type: input.target.warehouse.type, threads: input.target.threads };
  }

  body(model: Model): ModelBody {
    if (model.language === 'typescript') return this.#typeScriptBody(model);
    const full = this.modelSql(model, false, nowhereElse);
    const differs = model.config.materialized === 'incremental';
    return { language: 'sql', full, incremental: differs ? this.modelSql(model, true, nowhereElse) : full };
  }

  modelSql(model: Model, incremental: boolean, elsewhere: Elsewhere): ModelSql {
    if (model.language !== 'sql') throw new Error(`${model.name} is not a SQL model`);
    return this.#render(model.path, model.text, this.#selfOf(model), incremental, elsewhere, elsewhere === nowhereElse);
  }

  testSql(test: DataTest, elsewhere: Elsewhere): ModelSql {
    return this.#render(test.path, test.text ?? '', '', false, elsewhere, elsewhere === nowhereElse);
  }

  referenceSql(kind: 'ref' | 'source', name: string, elsewhere: Elsewhere): string | undefined {
    const referenced = this.#referenced(kind, name, elsewhere);
    return typeof referenced === 'object' ? referenced.sql : referenced;
  }

  #referenced(kind: 'ref' | 'source', name: string, elsewhere: Elsewhere): string | MappedSql | undefined {
    const id =
      kind === 'source' ? `source.${name}` : this.#input.project.models.has(name) ? `model.${name}` : `seed.${name}`;
    const relation = elsewhere.get(id) ?? this.relations.get(id);
    if (relation !== undefined) return this.#input.dialect.relation(relation);
    const model = this.#input.project.models.get(name);
    return model?.language === 'sql' ? this.#ephemeralSql(model, elsewhere) : undefined;
  }

  /** The newline keeps a trailing comment from swallowing the bracket. */
  #ephemeralSql(model: SqlModel, elsewhere: Elsewhere): MappedSql {
    const known = elsewhere === nowhereElse ? this.#ephemeral.get(model.name) : undefined;
    if (known !== undefined) return known;
    const { sql, map } = this.#render(model.path, model.text, '', false, elsewhere, false);
    const bracketed = { sql: `(${sql}\n)`, map: map.map((segment) => ({ ...segment, at: segment.at + 1 })) };
    if (elsewhere === nowhereElse) this.#ephemeral.set(model.name, bracketed);
    return bracketed;
  }

  #selfOf(model: Model): string {
    const relation = this.relations.get(`model.${model.name}`);
    return relation === undefined ? model.name : this.#input.dialect.relation(relation);
  }

  #render(
    path: string,
    text: string,
    self: string,
    incremental: boolean,
    elsewhere: Elsewhere,
    report: boolean,
  ): ModelSql {
    const { project, macros, vars, environment, templates } = this.#input;
    const template = templates.get(path) ?? parseTemplate({ path, text, hash: '' });
    const rendered = renderTemplate(template, {
      self,
      incremental,
      target: this.#target,
      relationOf: (kind, name) => this.#referenced(kind, name, elsewhere),
      variable: (name) => (vars[name] ?? project.config.vars[name]) as never,
      variableNames: () => [...Object.keys(vars), ...Object.keys(project.config.vars)],
      environment: (name) => {
        this.environmentUsed.add(name);
        return environment[name];
      },
      macro: (name) => macros.get(name),
      macroNames: () => [...macros.keys()],
    });
    if (report) this.diagnostics.push(...rendered.diagnostics);
    if (report && rendered.diagnostics.length === 0)
      this.diagnostics.push(...checkOneSelect(rendered.sql, rendered.map, path));
    return { sql: rendered.sql, map: rendered.map };
  }

  #typeScriptBody(model: TypeScriptModel): ModelBody {
    const definition = this.#input.definitions.get(model.name);
    const selects = (filter: string | undefined) =>
      model.inputs.map(([name, reference], index) => {
        const from = this.referenceSql(reference.kind, reference.name, nowhereElse) ?? 'unresolved';
        const where = index === 0 && filter !== undefined ? ` where ${filter}` : '';
        return { name, select: `select * from ${from}${where}` };
      });
    const filter = definition?.incrementalFilter?.replaceAll(/\{\{\s*this\s*\}\}/g, this.#selfOf(model));
    return {
      language: 'typescript',
      columns: model.columns.map((column) => ({ name: column.name, type: column.type ?? 'varchar' })),
      batchSize: definition?.batchSize ?? 1000,
      fullInputs: selects(undefined),
      incrementalInputs: selects(filter),
    };
  }
}
