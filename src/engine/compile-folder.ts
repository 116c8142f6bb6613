import { join } from 'node:path';
import { warehouseAdapter } from './adapters/registry.ts';
import type { Relation, ResultColumn } from './adapters/warehouse.ts';
import type { TemplateValue } from './compile/built-in-helpers.ts';
import type { CallableMacro } from './compile/call-macro.ts';
import { compileProject } from './compile/compile-project.ts';
import type { CompiledProject } from './compile/compiled-project.ts';
import { resolveRelations } from './compile/resolve-relations.ts';
import { dataTestKinds } from './data-tests/registry.ts';
import type { ErrorCode } from './diagnostics/codes.ts';
import { AlambicError, failure, type Diagnostic } from './diagnostics/diagnostic.ts';
import { suggest } from './diagnostics/suggest.ts';
import { buildGraph } from './graph/build-graph.ts';
import { checkRelations } from './graph/check-relations.ts';
import type { NodeId } from './graph/graph.ts';
import { nodeId } from './graph/node-id.ts';
import { loadProject } from './load/load-project.ts';
import { loadTypeScript } from './load/load-typescript.ts';
import { isMacro, type ProjectFiles } from './load/project-files.ts';
import type { TypeScriptBundle } from './load/typescript/bundle-typescript.ts';
import type { Definitions } from './load/typescript/definitions.ts';
import { importBundle } from './load/typescript/read-definitions.ts';
import { checkMaterializations } from './materializations/check-materializations.ts';
import { outputOf } from './materializations/output-of.ts';
import { parseProject, type ParsedProject } from './parse/parse-project.ts';
import type { Project, Target } from './parse/project.ts';
import { readYaml } from './parse/yaml/read-yaml.ts';
import { checkPolicies } from './treatments/check-policies.ts';
import { describeTreatedTable } from './treatments/describe-treated-table.ts';

/** What a compilation takes from outside. */
export interface CompileOptions {
  /** Absolute path of the folder that holds alambic.yml. */
  readonly projectDir: string;
  readonly target?: string | undefined;
  readonly vars?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface Compilation {
  /** Absent where the project cannot be understood. */
  readonly compiled?: CompiledProject;
  readonly diagnostics: readonly Diagnostic[];
  /** The text of a file of the project, for code frames. */
  sources(file: string): string | undefined;
}

/** The files of a project, read, with its TypeScript bundled: all that a compilation depends on besides its options. */
export interface LoadedFolder {
  readonly files: ProjectFiles;
  readonly typeScript: LoadedBoth;
  readonly unreadable: readonly Diagnostic[];
}

/** @throws AlambicError E0101 where there is no project. */
export async function loadFolder(projectDir: string): Promise<LoadedFolder> {
  let loaded = loadProject(projectDir);
  const macroPaths = macroPathsOf(loaded.files);
  if (macroPaths !== undefined) loaded = loadProject(projectDir, { macroPaths });
  return { files: loaded.files, typeScript: await loadBoth(loaded.files), unreadable: loaded.diagnostics };
}

/** Few projects say where their macros are; only for them is alambic.yml read before everything else. */
function macroPathsOf({ files }: ProjectFiles): readonly string[] | undefined {
  const file = files.get('alambic.yml');
  if (file === undefined || !/^macro_paths:/m.test(file.text)) return undefined;
  const { data } = readYaml(file);
  const paths = (data as { readonly macro_paths?: unknown } | undefined)?.macro_paths;
  return Array.isArray(paths) ? paths.map(String) : undefined;
}

/** Loads, parses, checks and renders a project. Every mistake that can be found without a warehouse is found at once. */
export async function compileFolder(options: CompileOptions, loaded?: LoadedFolder): Promise<Compilation> {
  const { files, typeScript, unreadable } = loaded ?? (await loadFolder(options.projectDir));
  const sources = (file: string): string | undefined => files.files.get(file)?.text;
  try {
    const { compiled, diagnostics } = await compileFiles(files, typeScript, options);
    return {
      compiled,
      diagnostics: [...unreadable, ...(unreadable.length > 0 ? withoutConsequences(diagnostics) : diagnostics)],
      sources,
    };
  } catch (error) {
    if (!(error instanceof AlambicError)) throw error;
    return { diagnostics: [...unreadable, ...error.diagnostics], sources };
  }
}

async function compileFiles(
  files: ProjectFiles,
  typeScript: LoadedBoth,
  options: CompileOptions,
): Promise<{ compiled?: CompiledProject; diagnostics: readonly Diagnostic[] }> {
  const parsed = parseProject({ files, definitions: typeScript.definitions, dataTestKinds });
  const { project } = parsed;
  const diagnostics: Diagnostic[] = [...typeScript.diagnostics, ...parsed.diagnostics];
  if (project === undefined) return { diagnostics };
  const { graph, diagnostics: unresolved } = buildGraph(project);
  diagnostics.push(
    ...unresolved,
    ...checkPolicies(project.policies),
    ...checkMaterializations(project.models.values()),
  );
  const relations = resolveRelations(project);
  diagnostics.push(
    ...checkRelations(graph, (node) => relationText(relations.get(nodeId(node)))),
    ...checkRelations(graph, (node) => (node.kind === 'model' ? outputOf(node) : undefined)),
  );
  const treated = treatSources(project);
  // A column that is not declared has been complained of where it is named.
  diagnostics.push(...treated.diagnostics.filter((each) => each.code !== 'E0503'));
  const target = chooseTarget(project, options.target);
  const compiled = compileProject({
    project,
    graph,
    target,
    dialect: warehouseAdapter(target.warehouse).dialect,
    vars: options.vars ?? {},
    environment: options.environment ?? process.env,
    macros: await callableMacros(parsed, typeScript, files.root),
    sourceColumns: treated.columns,
    definitions: new Map(typeScript.definitions.models.map((each) => [each.name, each])),
    templates: parsed.templates,
    bundle: typeScript.modelBundle,
    dotenv: files.files.get('.env')?.text,
  });
  const everything = [...diagnostics, ...compiled.diagnostics];
  const broken = !parsed.complete || typeScript.diagnostics.length > 0;
  return { compiled, diagnostics: broken ? withoutConsequences(everything) : everything };
}

function withoutConsequences(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ code }) => !consequences.has(code));
}

/** What is missing because a file could not be understood is not another mistake. */
const consequences: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'E0215',
  'E0301',
  'E0302',
  'E0601',
  'E0605',
  'E0801',
  'E0802',
  'E0803',
  'E0804',
]);

function chooseTarget(project: Project, name: string = project.config.defaultTarget): Target {
  const target = project.config.targets.get(name);
  if (target !== undefined) return target;
  const known = [...project.config.targets.keys()];
  const best = suggest(name, known);
  throw failure('E0601', `no target named "${name}"`, {
    location: { file: project.config.path, path: ['targets'], at: 'key' },
    hint: best === undefined ? `targets are ${known.join(', ')}` : `did you mean "${best}"?`,
  });
}

/** What each source table looks like once treated; the engine adds the load's id and time. */
function treatSources(project: Project): {
  readonly columns: ReadonlyMap<NodeId, readonly ResultColumn[]>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const columns = new Map<NodeId, readonly ResultColumn[]>();
  const diagnostics: Diagnostic[] = [];
  for (const table of project.sources.values()) {
    const treated = describeTreatedTable(table, project.policies);
    diagnostics.push(...treated.diagnostics);
    const own = treated.columns.map(({ name, type }) => ({ name, type }));
    columns.set(`source.${table.id}`, [
      ...own,
      { name: '_load_id', type: 'varchar' },
      { name: '_loaded_at', type: 'timestamp' },
    ]);
  }
  return { columns, diagnostics };
}

/** Models and macros are bundled apart: compiling calls macros but imports no model. */
async function loadBoth(files: ProjectFiles): Promise<LoadedBoth> {
  const cacheDir = join(files.root, '.alambic', 'cache');
  const entries = [...files.files.values()].filter((file) => file.path.endsWith('.ts'));
  const models = await loadTypeScript({
    root: files.root,
    kind: 'models',
    cacheDir,
    entries: entries.filter((file) => !isMacro(files, file.path)),
  });
  const macros = await loadTypeScript({
    root: files.root,
    kind: 'macros',
    cacheDir,
    entries: entries.filter((file) => isMacro(files, file.path)),
  });
  return {
    definitions: { models: models.definitions.models, macros: macros.definitions.macros },
    diagnostics: [...models.diagnostics, ...macros.diagnostics],
    modelBundle: models.bundle?.file,
    macroBundle: macros.bundle,
  };
}

export interface LoadedBoth {
  readonly definitions: Definitions;
  readonly diagnostics: readonly Diagnostic[];
  readonly modelBundle: string | undefined;
  readonly macroBundle: TypeScriptBundle | undefined;
}

function relationText(relation: Relation | undefined): string | undefined {
  return relation === undefined ? undefined : `${relation.schema}.${relation.name}`;
}

/** The bundle of TypeScript macros is imported only where a template calls one. */
async function callableMacros(
  parsed: ParsedProject,
  typeScript: LoadedBoth,
  root: string,
): Promise<ReadonlyMap<string, CallableMacro>> {
  const callable = new Map<string, CallableMacro>();
  const macros = [...(parsed.project?.macros.values() ?? [])];
  const isCalled = macros.some((macro) => macro.language === 'typescript' && parsed.calledMacros.has(macro.name));
  const modules =
    isCalled && typeScript.macroBundle !== undefined ? await importBundle(typeScript.macroBundle, root) : {};
  for (const macro of macros) {
    const template = parsed.macroTemplates.get(macro.name);
    if (macro.language === 'sql' && template !== undefined)
      callable.set(macro.name, { ...macro, language: 'sql', template });
    if (macro.language !== 'typescript') continue;
    const call = modules[macro.path]?.[macro.name] as
      | ((...values: readonly TemplateValue[]) => TemplateValue)
      | undefined;
    callable.set(macro.name, {
      ...macro,
      language: 'typescript',
      call: (bound) => call?.(...macro.parameters.map((each) => bound[each.name] ?? null)) ?? null,
    });
  }
  return callable;
}
