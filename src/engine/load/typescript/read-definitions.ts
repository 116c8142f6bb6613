import { pathToFileURL } from 'node:url';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { failure, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { describeThrown } from '../../diagnostics/thrown-error.ts';
import type { SourceFile } from '../project-files.ts';
import type { TypeScriptBundle } from './bundle-typescript.ts';
import { checkDefinition } from './check-definition.ts';
import type { Definitions, TypeScriptDefinition, TypeScriptMacro } from './definitions.ts';
import { readParameters } from './read-parameters.ts';
import { scanTypeScript } from './scan-typescript.ts';

export interface DefinitionsOutcome {
  readonly definitions: Definitions;
  readonly diagnostics: readonly Diagnostic[];
}

/** Exports of each file of a bundle, by its path. */
export type BundledModules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Changes whenever the same bundle would give other definitions. */
const format = 1;

/**
 * The definitions in a bundle: from the JSON beside it where it has been read before, so that the bundle need not be
 * imported. A file that defines no model as it should gives E0212 at the place.
 */
export async function readDefinitions(bundle: TypeScriptBundle, root: string): Promise<DefinitionsOutcome> {
  const cachePath = `${bundle.file.replace(/\.mjs$/, '')}.json`;
  const key = `${format}:${bundle.hash}:${bundle.entries.map(({ hash }) => hash).join(',')}`;
  const cached = existsSync(cachePath) ? parseCache(readFileSync(cachePath, 'utf8'), key) : undefined;
  if (cached !== undefined) return { definitions: cached, diagnostics: [] };
  let modules: BundledModules;
  try {
    modules = await importBundle(bundle, root);
  } catch (error) {
    return { definitions: { models: [], macros: [] }, diagnostics: diagnosticsOf(error) };
  }
  const outcome = bundle.kind === 'models' ? readModels(bundle.entries, modules) : readMacros(bundle.entries, modules);
  if (outcome.diagnostics.length === 0)
    writeCache(cachePath, JSON.stringify({ key, definitions: outcome.definitions }));
  return outcome;
}

/**
 * Runs the bundle's top-level code.
 *
 * @throws AlambicError E0212 at the place that throws.
 */
export async function importBundle(
  bundle: Pick<TypeScriptBundle, 'file' | 'entries'>,
  root: string,
): Promise<BundledModules> {
  // Positions of the user's files can only be had where source maps were on when the module was loaded.
  process.setSourceMapsEnabled(true);
  try {
    const url = pathToFileURL(bundle.file).href;
    return ((await import(/* @vite-ignore */ url)) as { readonly modules: BundledModules }).modules;
  } catch (error) {
    const { what, location } = describeThrown(error, root);
    const missing = /cannot find package '(.*)'/.exec(what)?.[1];
    throw failure('E0212', `the file cannot be imported: ${what}`, {
      location: location ?? { file: bundle.entries[0]!.path },
      hint: missing === undefined ? undefined : `install it for the project: npm install ${missing}`,
    });
  } finally {
    process.setSourceMapsEnabled(false);
  }
}

function readModels(entries: readonly SourceFile[], modules: BundledModules): DefinitionsOutcome {
  const models: TypeScriptDefinition[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const entry of entries) {
    const outcome = checkDefinition(entry, modules[entry.path]?.['default']);
    diagnostics.push(...outcome.diagnostics);
    if (outcome.definition !== undefined) models.push(outcome.definition);
  }
  return { definitions: { models, macros: [] }, diagnostics };
}

function readMacros(entries: readonly SourceFile[], modules: BundledModules): DefinitionsOutcome {
  const macros: TypeScriptMacro[] = [];
  for (const { path, text } of entries) {
    const scan = scanTypeScript(path, text);
    for (const [name, value] of Object.entries(modules[path] ?? {})) {
      if (typeof value !== 'function' || name === 'default') continue;
      macros.push({ name, path, parameters: readParameters(value), location: scan.exported(name) ?? scan.start() });
    }
  }
  return { definitions: { models: [], macros }, diagnostics: [] };
}

function diagnosticsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof Error && 'diagnostics' in error) return error.diagnostics as readonly Diagnostic[];
  throw error;
}

function parseCache(text: string, key: string): Definitions | undefined {
  try {
    const cache = JSON.parse(text) as { readonly key: string; readonly definitions: Definitions };
    return cache.key === key ? cache.definitions : undefined;
  } catch {
    return undefined;
  }
}

function writeCache(path: string, text: string): void {
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, text);
  renameSync(aside, path);
}
