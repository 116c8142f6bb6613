import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { BuildResult, Message } from 'esbuild';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { modelApiFile } from '../../package-root.ts';
import type { SourceFile } from '../project-files.ts';
import { readBundleCache, writeBundleCache } from './bundle-cache.ts';

export interface BundleRequest {
  /** Absolute path of the project folder. */
  readonly root: string;
  /** Models and macros are bundled apart: a compile calls macros but imports no model. */
  readonly kind: 'models' | 'macros';
  readonly entries: readonly SourceFile[];
  /** `<project>/.alambic/cache`, made where it is absent. */
  readonly cacheDir: string;
}

/** One ES module that exports `modules`: each entry's exports by its path. */
export interface TypeScriptBundle {
  readonly kind: BundleRequest['kind'];
  /** Absolute path of the bundle; its name changes with its content. */
  readonly file: string;
  readonly hash: string;
  readonly entries: readonly SourceFile[];
}

export interface BundleOutcome {
  /** Absent where something does not compile. */
  readonly bundle?: TypeScriptBundle;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Bundles TypeScript files into one module, or finds the bundle of the last time where none of its inputs changed,
 * imported files such as JSON weights included. What does not compile gives E0211 with file, line and column.
 */
export async function bundleTypeScript(request: BundleRequest): Promise<BundleOutcome> {
  const { kind, entries } = request;
  const cached = readBundleCache(request);
  if (cached !== undefined) return { bundle: { kind, entries, ...cached }, diagnostics: [] };
  const startedAt = Date.now();
  const built = await build(request);
  if (built.errors.length > 0) return { diagnostics: built.errors.map((message) => diagnosticOf(message, request)) };
  const text = built.outputFiles![0]!.text;
  const hash = createHash('sha1').update(text).digest('hex');
  const file = writeBundle(request, hash, text);
  const inputs = Object.keys(built.metafile!.inputs).filter((path) => path !== '<stdin>');
  writeBundleCache(request, { file, hash, inputs: inputs.map((path) => resolve(request.root, path)), startedAt });
  return { bundle: { kind, entries, file, hash }, diagnostics: [] };
}

async function build({ root, kind, entries, cacheDir }: BundleRequest): Promise<BuildResult> {
  const esbuild = await import('esbuild');
  const imports = entries.map(({ path }, index) => `import * as m${index} from ${JSON.stringify(importPath(path))};`);
  const table = entries.map(({ path }, index) => `  ${JSON.stringify(path)}: m${index},`);
  const options = {
    stdin: {
      contents: [...imports, 'export const modules = {', ...table, '};'].join('\n'),
      resolveDir: root,
      loader: 'ts',
      sourcefile: '<stdin>',
    },
    absWorkingDir: root,
    outfile: join(cacheDir, `${kind}.mjs`),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    alias: { alambic: modelApiFile() },
    // The project's own tsconfig, or one of a folder above, must not decide what a model does.
    tsconfigRaw: '{}',
    sourcemap: 'inline',
    sourcesContent: false,
    metafile: true,
    write: false,
    keepNames: true,
    logLevel: 'silent',
  } as const;
  try {
    return await esbuild.build(options);
  } catch (error) {
    const failed = error as Partial<BuildResult>;
    if (failed.errors === undefined) throw error;
    return { ...(failed as BuildResult), errors: failed.errors };
  }
}

function importPath(path: string): string {
  return path.startsWith('.') ? path : `./${path}`;
}

function writeBundle({ kind, cacheDir }: BundleRequest, hash: string, text: string): string {
  mkdirSync(cacheDir, { recursive: true });
  const name = `${kind}-${hash.slice(0, 16)}.mjs`;
  const aside = join(cacheDir, `${name}.${process.pid}`);
  writeFileSync(aside, text);
  renameSync(aside, join(cacheDir, name));
  for (const other of readdirSync(cacheDir)) {
    if (other !== name && new RegExp(`^${kind}-[0-9a-f]{16}\\.mjs$`).test(other))
      rmSync(join(cacheDir, other), { force: true });
  }
  return join(cacheDir, name);
}

function diagnosticOf(message: Message, { root, entries }: BundleRequest): Diagnostic {
  const { location, text } = message;
  const base = { code: 'E0211', severity: 'error', message: text.replace(/\.$/, '') } as const;
  if (location === null) return { ...base, location: { file: entries[0]!.path } };
  const absolute = isAbsolute(location.file) ? location.file : join(root, location.file);
  const before = Buffer.from(location.lineText, 'utf8').subarray(0, location.column).toString('utf8');
  const missing = /^Could not resolve "(.*)"/.exec(text)?.[1];
  return {
    ...base,
    location: {
      file: relative(root, absolute).split(sep).join('/'),
      line: location.line,
      column: before.length + 1,
      length: Math.max(1, location.length),
    },
    hint:
      missing === undefined
        ? undefined
        : 'paths of imports are relative to the file that imports; packages must be installed',
  };
}
