import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompileOptions, LoadedFolder } from '../compile-folder.ts';
import type { CompiledProject } from '../compile/compiled-project.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** What the last compilation that succeeded had to say, and what it depended on. */
export interface LastCompilation {
  readonly fingerprint: string;
  readonly environment: readonly string[];
  readonly models: number;
  readonly target: string;
  readonly diagnostics: readonly Diagnostic[];
}

const format = 1;
const fileOf = (folder: string): string => join(folder, '.alambic', 'cache', 'last-compilation.json');

/**
 * The last compilation, if nothing that it depended on has changed: files by content, TypeScript with everything that
 * it imports, target, variables, the version of the engine, and the environment variables that templates asked for.
 */
export function unchangedCompilation(
  loaded: LoadedFolder,
  options: CompileOptions,
  version: string,
): LastCompilation | undefined {
  const { root } = loaded.files;
  if (!existsSync(fileOf(root)) || !existsSync(join(root, '.alambic', 'manifest.json'))) return undefined;
  try {
    const last = JSON.parse(readFileSync(fileOf(root), 'utf8')) as LastCompilation;
    return last.fingerprint === fingerprint(loaded, options, version, last.environment) ? last : undefined;
  } catch {
    return undefined;
  }
}

export function rememberCompilation(
  loaded: LoadedFolder,
  options: CompileOptions,
  version: string,
  compiled: CompiledProject,
  diagnostics: readonly Diagnostic[],
): void {
  const environment = [...compiled.environmentUsed].sort();
  const last: LastCompilation = {
    fingerprint: fingerprint(loaded, options, version, environment),
    environment,
    models: compiled.bodies.size,
    target: compiled.target.name,
    diagnostics,
  };
  mkdirSync(join(loaded.files.root, '.alambic', 'cache'), { recursive: true });
  writeFileSync(fileOf(loaded.files.root), JSON.stringify(last));
}

function fingerprint(
  { files, typeScript }: LoadedFolder,
  options: CompileOptions,
  version: string,
  environment: readonly string[],
): string {
  const hash = createHash('sha1');
  const given = options.environment ?? process.env;
  hash.update(
    JSON.stringify([
      format,
      version,
      options.target ?? null,
      options.vars ?? {},
      typeScript.modelBundle ?? null,
      typeScript.macroBundle?.hash ?? null,
    ]),
  );
  for (const name of environment) hash.update(`${name}=${given[name] ?? '\0'}\0`);
  for (const file of files.files.values()) hash.update(`${file.path}\0${file.hash}\0`);
  return hash.digest('hex');
}
