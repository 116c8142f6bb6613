import type { DataTestKind } from '../data-tests/data-test.ts';
import { AlambicError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { isMacro, type ProjectFiles, type SourceFile } from '../load/project-files.ts';
import type { Definitions } from '../load/typescript/definitions.ts';
import { applyProperties } from './apply-properties.ts';
import { parseMacros, reachableMacros } from './parse-macros.ts';
import { readDeclarations } from './declarations/read-declarations.ts';
import { parseSeed, parseSingularTest, parseSqlModel, parseTypeScriptModel, type ModelInput } from './parse-models.ts';
import type { DataTest, Model, Project, Seed } from './project.ts';
import { nameOf } from './name-of.ts';
import type { Template } from './template/parse-template.ts';
import { parseTemplate } from './template/parse-template.ts';

export interface ParseInput {
  readonly files: ProjectFiles;
  readonly definitions: Definitions;
  readonly dataTestKinds: ReadonlyMap<string, DataTestKind>;
}

export interface ParsedProject {
  /** Absent where alambic.yml itself cannot be understood. */
  readonly project?: Project;
  /** False where a YAML file could not be understood: what it declares is missing. */
  readonly complete: boolean;
  /** By path, of models and singular tests. */
  readonly templates: Map<string, Template>;
  readonly macroTemplates: ReadonlyMap<string, Template>;
  /** Macros that some template calls, directly or not. */
  readonly calledMacros: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Turns files into declarations. Pure; mistakes of every file are collected. */
export function parseProject(input: ParseInput): ParsedProject {
  const files = [...input.files.files.values()];
  const declared = readDeclarations(files, input.dataTestKinds);
  const diagnostics: Diagnostic[] = [...declared.diagnostics];
  const macroFiles = files.filter((file) => isMacro(input.files, file.path) && file.path.endsWith('.sql'));
  const parsedMacros = collect(diagnostics, () => parseMacros(macroFiles, input.definitions.macros)) ?? {
    macros: new Map(),
    calls: new Map(),
    diagnostics: [],
  };
  diagnostics.push(...parsedMacros.diagnostics);
  const macroTemplates = new Map<string, Template>();
  for (const file of macroFiles) {
    const macro = [...parsedMacros.macros.values()].find((each) => each.path === file.path);
    if (macro !== undefined) macroTemplates.set(macro.name, parseTemplate(file));
  }
  const { config, policies, sources, folders, properties } = declared;
  if (config === undefined)
    return { complete: false, templates: new Map(), macroTemplates, calledMacros: new Set(), diagnostics };

  const models = new Map<string, Model>();
  const seeds = new Map<string, Seed>();
  const singular: DataTest[] = [];
  const called = new Set<string>();
  const definitions = new Map(input.definitions.models.map((each) => [each.path, each]));
  const templates = new Map<string, Template>();
  const template = (file: SourceFile): Template => {
    const parsed = parseTemplate(file);
    templates.set(file.path, parsed);
    return parsed;
  };
  const common: ModelInput = {
    folders,
    template,
    reachable: (names) => note(called, reachableMacros(names, parsedMacros.calls)),
  };
  const add = <T extends Model | Seed>(map: Map<string, T>, node: T): void => {
    const other = models.get(node.name) ?? seeds.get(node.name);
    if (other !== undefined) diagnostics.push(nameTwice(node, other));
    else map.set(node.name, node);
  };
  for (const file of files) {
    collect(diagnostics, () => {
      const entry = properties.byName.get(nameOf(file.path));
      if (file.path.startsWith('models/') && file.path.endsWith('.sql'))
        add(models, parseSqlModel(file, entry, common, diagnostics));
      else if (file.path.startsWith('models/') && file.path.endsWith('.ts')) {
        const definition = definitions.get(file.path);
        if (definition !== undefined) add(models, parseTypeScriptModel(file, definition, entry, common, diagnostics));
      } else if (file.path.startsWith('tests/') && file.path.endsWith('.sql'))
        singular.push(parseSingularTest(file, common, diagnostics));
      else if (/^seeds\/.*\.[ct]sv$/.test(file.path)) add(seeds, parseSeed(file, entry, common));
    });
  }
  const applied = applyProperties(properties, models, seeds, singular);
  diagnostics.push(...applied.diagnostics);
  const dataTests = [...declared.sourceTests, ...applied.dataTests];
  diagnostics.push(...testsTwice(dataTests));
  const project: Project = {
    name: config.name,
    root: input.files.root,
    config,
    policies,
    sources: new Map(sources.map((table) => [table.id, table])),
    models,
    seeds,
    dataTests,
    unitTests: applied.unitTests,
    macros: parsedMacros.macros,
  };
  return { project, complete: declared.complete, templates, macroTemplates, calledMacros: called, diagnostics };
}

/** A file that cannot be understood does not keep the others from being looked at. */
function collect<T>(diagnostics: Diagnostic[], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AlambicError)) throw error;
    diagnostics.push(...error.diagnostics);
    return undefined;
  }
}

function note(called: Set<string>, names: readonly string[]): readonly string[] {
  for (const name of names) called.add(name);
  return names;
}

function nameTwice(node: Model | Seed, other: Model | Seed): Diagnostic {
  return {
    code: 'E0208',
    severity: 'error',
    message: `two ${node.kind === other.kind ? `${node.kind}s` : 'nodes'} are named "${node.name}"`,
    location: node.location,
    notes: [{ label: 'other', text: other.path }],
    hint: 'a name is the name of the file: rename one of them; its relation can keep its name with alias',
  };
}

function testsTwice(tests: readonly DataTest[]): readonly Diagnostic[] {
  const seen = new Map<string, DataTest>();
  return tests.flatMap((test): Diagnostic[] => {
    const other = seen.get(test.name);
    seen.set(test.name, test);
    if (other === undefined) return [];
    return [
      {
        code: 'E0208',
        severity: 'error',
        message: `two data tests are named "${test.name}"`,
        location: test.location,
        notes: [{ label: 'other', text: other.path }],
        hint: 'give one of them a name: of its own',
      },
    ];
  });
}
