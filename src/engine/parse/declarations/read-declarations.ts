import type { Diagnostic, Location } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../load/project-files.ts';
import type { ConfigLayer } from '../model-config.ts';
import type { DataTest, Policies, ProjectConfig, SourceTable, UnitTest } from '../project.ts';
import type { DeclarationKind } from '../schemas/all-schemas.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { validateDeclarations } from '../yaml/validate-declarations.ts';
import { declareConfig, type DeclaredConfig } from './declare-config.ts';
import type { DataTestKinds } from './declare-data-tests.ts';
import { declarePolicies } from './declare-policies.ts';
import {
  declareProperties,
  type NodeProperties,
  type PropertiesFile,
  type SingularTestProperties,
} from './declare-properties.ts';
import { declareSources, type DeclaredSources } from './declare-sources.ts';
import { keepFirst } from './keep-first.ts';
import { distinguishDataTests } from './name-data-test.ts';

export interface Properties {
  /** Models and seeds share one set of names. */
  readonly byName: ReadonlyMap<string, NodeProperties>;
  readonly unitTests: readonly UnitTest[];
  /** By the name of the test's file. */
  readonly singularTests: ReadonlyMap<string, SingularTestProperties>;
}

export interface Declarations {
  /** Absent where alambic.yml cannot be understood. */
  readonly config?: ProjectConfig;
  /** Defaults of alambic.yml for a file such as `models/marts/orders.sql`. */
  readonly folders: (path: string) => ConfigLayer;
  readonly macroPaths: readonly string[];
  readonly policies: Policies;
  readonly sources: readonly SourceTable[];
  readonly sourceTests: readonly DataTest[];
  readonly properties: Properties;
  /** False where a file could not be understood: what it declares is missing, and nobody should be told so again. */
  readonly complete: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads every YAML file of a project. A file with mistakes declares nothing; its mistakes and those of the others are collected. */
export function readDeclarations(files: readonly SourceFile[], kinds: DataTestKinds): Declarations {
  const reader = new DeclarationReader(kinds);
  for (const file of files) {
    const kind = kindOf(file.path);
    if (kind !== undefined) reader.read(kind, file);
  }
  return reader.finish(files);
}

/** Undefined for a file that is no YAML file of the project. */
export function kindOf(path: string): DeclarationKind | undefined {
  if (!/\.ya?ml$/.test(path)) return undefined;
  if (path === 'alambic.yml') return 'alambic';
  if (path === 'policies.yml') return 'policies';
  if (path === 'sources.yml' || path.startsWith('sources/')) return 'sources';
  return /^(models|seeds|tests)\//.test(path) ? 'properties' : undefined;
}

class DeclarationReader {
  readonly #kinds: DataTestKinds;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #sources: { readonly file: SourceFile; readonly declared: DeclaredSources }[] = [];
  readonly #properties: { readonly file: SourceFile; readonly declared: PropertiesFile }[] = [];
  #config: DeclaredConfig | undefined;
  #policies = declarePolicies(undefined, undefined).policies;
  #complete = true;

  constructor(kinds: DataTestKinds) {
    this.#kinds = kinds;
  }

  read(kind: DeclarationKind, file: SourceFile): void {
    const { data, diagnostics } = readYaml(file);
    const found = diagnostics.length > 0 ? diagnostics : validateDeclarations(kind, file, data);
    if (found.length === 0) this.#declare(kind, file, data);
    else {
      this.#complete = false;
      this.#diagnostics.push(...found);
    }
  }

  finish(files: readonly SourceFile[]): Declarations {
    const config = this.#config;
    if (config !== undefined) this.#diagnostics.push(...config.folders.unusedFolders(files.map(({ path }) => path)));
    const sources = this.#first(
      'source tables',
      this.#sources,
      ({ tables }) => tables,
      ({ id }) => id,
    );
    const nodes = this.#first(
      'entries of models and seeds',
      this.#properties,
      (each) => each.nodes,
      ({ name }) => name,
    );
    const unitTests = this.#first(
      'unit tests',
      this.#properties,
      (each) => each.unitTests,
      ({ name }) => name,
    );
    const singular = this.#first(
      'entries of data tests',
      this.#properties,
      (each) => each.singularTests,
      ({ name }) => name,
    );
    const rename = distinguishDataTests(
      [...this.#sources, ...this.#properties].flatMap(({ declared }) => testsOf(declared)),
    );
    return {
      ...(config === undefined ? {} : { config: config.config }),
      folders: (path) => config?.folders.configFor(path) ?? {},
      macroPaths: config?.macroPaths ?? [],
      policies: this.#policies,
      sources,
      sourceTests: this.#sources.flatMap(({ declared }) => declared.dataTests.map(rename)),
      properties: {
        byName: new Map(nodes.map((node) => [node.name, { ...node, dataTests: node.dataTests.map(rename) }])),
        unitTests,
        singularTests: new Map(singular.map((test) => [test.name, test])),
      },
      complete: this.#complete,
      diagnostics: this.#diagnostics,
    };
  }

  #declare(kind: DeclarationKind, file: SourceFile, data: unknown): void {
    if (kind === 'alambic') this.#config = this.#keep(declareConfig(file, data));
    else if (kind === 'policies') this.#policies = this.#keep(declarePolicies(file, data)).policies;
    else if (kind === 'sources')
      this.#sources.push({ file, declared: this.#keep(declareSources(file, data, this.#kinds)) });
    else this.#properties.push({ file, declared: this.#keep(declareProperties(file, data, this.#kinds)) });
  }

  #keep<T extends { readonly diagnostics: readonly Diagnostic[] }>(declared: T): T {
    this.#diagnostics.push(...declared.diagnostics);
    return declared;
  }

  #first<F, T extends { readonly location: Location }>(
    what: string,
    from: readonly { readonly file: SourceFile; readonly declared: F }[],
    itemsOf: (declared: F) => readonly T[],
    nameOf: (item: T) => string,
  ): readonly T[] {
    const all = from.flatMap(({ file, declared }) =>
      itemsOf(declared).map((item) => ({ file, item, name: nameOf(item) })),
    );
    const { kept, diagnostics } = keepFirst(what, all);
    this.#diagnostics.push(...diagnostics);
    return kept;
  }
}

function testsOf(declared: DeclaredSources | PropertiesFile): readonly DataTest[] {
  return 'tables' in declared ? declared.dataTests : declared.nodes.flatMap((node) => node.dataTests);
}
