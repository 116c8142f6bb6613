import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../load/project-files.ts';
import type { TypeScriptDefinition } from '../load/typescript/definitions.ts';
import { checkConfig } from './check-config.ts';
import { mergeConfig, readConfigLayer, type ConfigLayer } from './model-config.ts';
import { nameOf } from './name-of.ts';
import type { DataTest, ModelConfig, Seed, SqlModel, TypeScriptModel } from './project.ts';
import type { NodeProperties } from './declarations/declare-properties.ts';
import type { Template } from './template/parse-template.ts';
import { scanTemplate } from './template/scan-template.ts';

export interface ModelInput {
  /** Defaults of alambic.yml for a file, nearest folder last. */
  folders(path: string): ConfigLayer;
  /** Macros that are reached from some names, in order. */
  reachable(names: readonly string[]): readonly string[];
  /** Parses a file's template, once for all phases. */
  template(file: SourceFile): Template;
}

export function parseSqlModel(
  file: SourceFile,
  entry: NodeProperties | undefined,
  input: ModelInput,
  diagnostics: Diagnostic[],
): SqlModel {
  const facts = scanTemplate(input.template(file));
  const own = checkConfig('model', facts, file);
  diagnostics.push(...facts.diagnostics, ...own.diagnostics);
  const name = nameOf(file.path);
  const config = mergeConfig([input.folders(file.path), entry?.config ?? {}, readConfigLayer(own.config)]);
  diagnostics.push(...checkModelConfig(config, name, (key) => facts.configLocations[key] ?? { file: file.path }));
  return {
    kind: 'model',
    language: 'sql',
    name,
    path: file.path,
    hash: file.hash,
    ...(entry?.description === undefined ? {} : { description: entry.description }),
    config,
    columns: entry?.columns ?? [],
    references: facts.references,
    macros: input.reachable(facts.calls.map((call) => call.name)),
    location: { file: file.path },
    text: file.text,
  };
}

export function parseTypeScriptModel(
  file: SourceFile,
  definition: TypeScriptDefinition,
  entry: NodeProperties | undefined,
  input: ModelInput,
  diagnostics: Diagnostic[],
): TypeScriptModel {
  const described = new Map(entry?.columns.map((column) => [column.name, column]));
  const config = mergeConfig([
    { materialized: 'table' },
    input.folders(file.path),
    entry?.config ?? {},
    definition.config,
  ]);
  diagnostics.push(...checkModelConfig(config, definition.name, () => definition.location));
  return {
    kind: 'model',
    language: 'typescript',
    name: definition.name,
    path: file.path,
    hash: file.hash,
    ...(entry?.description === undefined ? {} : { description: entry.description }),
    config,
    columns: definition.columns.map((column) => ({ ...described.get(column.name), ...column })),
    references: definition.inputs.map(([, reference]) => reference),
    macros: [],
    location: definition.location,
    inputs: definition.inputs,
  };
}

export function parseSeed(file: SourceFile, entry: NodeProperties | undefined, input: ModelInput): Seed {
  return {
    kind: 'seed',
    name: nameOf(file.path),
    path: file.path,
    hash: file.hash,
    ...(entry?.description === undefined ? {} : { description: entry.description }),
    config: mergeConfig([input.folders(file.path), entry?.config ?? {}]),
    columns: entry?.columns ?? [],
    delimiter: entry?.delimiter ?? (file.path.endsWith('.tsv') ? '\t' : ','),
    location: { file: file.path },
  };
}

export function parseSingularTest(file: SourceFile, input: ModelInput, diagnostics: Diagnostic[]): DataTest {
  const facts = scanTemplate(input.template(file));
  const own = checkConfig('test', facts, file);
  diagnostics.push(...facts.diagnostics, ...own.diagnostics);
  input.reachable(facts.calls.map((call) => call.name));
  const { severity, warn_if, error_if, limit, store_failures, enabled, tags } = own.config;
  return {
    kind: 'test',
    name: nameOf(file.path),
    test: 'singular',
    arguments: {},
    settings: {
      severity: severity === 'warn' ? 'warn' : 'error',
      warnIf: String(warn_if ?? '!= 0'),
      errorIf: String(error_if ?? '!= 0'),
      ...(typeof limit === 'number' ? { limit } : {}),
      storeFailures: store_failures === true,
      tags: Array.isArray(tags) ? tags.map(String) : typeof tags === 'string' ? [tags] : [],
      enabled: enabled !== false,
    },
    references: facts.references,
    path: file.path,
    location: { file: file.path },
    text: file.text,
  };
}

/** What two keys say together; each alone has been checked by its schema. */
function checkModelConfig(
  config: ModelConfig,
  name: string,
  placeOf: (key: string) => Location,
): readonly Diagnostic[] {
  const needsKey = config.incrementalStrategy === 'merge' || config.incrementalStrategy === 'delete+insert';
  if (config.materialized === 'incremental' && needsKey && config.uniqueKey.length === 0) {
    return [
      {
        code: 'E0603',
        severity: 'error',
        message: `${name}: incremental_strategy ${config.incrementalStrategy} needs a unique_key`,
        location: placeOf('incremental_strategy'),
        hint: 'name the columns that identify a row, or use incremental_strategy: append',
      },
    ];
  }
  if (config.materialized === 'projection' && config.projection === undefined) {
    return [
      {
        code: 'E0605',
        severity: 'error',
        message: `${name}: a projection says where it goes`,
        location: placeOf('materialized'),
        hint: 'add projection: {store: …, collection: …, key: …} beside the model',
      },
    ];
  }
  return [];
}
