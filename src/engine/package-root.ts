import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);

/** The folder of the installed package, from its bundle as well as from its sources. */
export function packageRoot(): string {
  for (let folder = dirname(here); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'alambic')
      return folder;
  }
  throw new Error(`no package.json of alambic above ${here}`);
}

/** True in the published bundle, false from the sources. */
function isBundled(root: string): boolean {
  return here.startsWith(join(root, 'dist') + sep);
}

/** The module that the models of a project import as `alambic`: `defineModel`, `ref` and `source` alone. */
export function modelApiFile(): string {
  const root = packageRoot();
  return isBundled(root) ? join(root, 'dist', 'define-model.js') : join(root, 'src', 'define-model.ts');
}

/** The entry of a transform worker. From the sources it is bundled on demand, as Node 20 cannot run TypeScript. */
export async function workerFile(): Promise<string> {
  const root = packageRoot();
  if (isBundled(root)) return join(root, 'dist', 'transform-worker.js');
  const { build } = await import('esbuild');
  const built = await build({
    entryPoints: [join(root, 'src/engine/run/transform/transform-worker.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    write: false,
    logLevel: 'silent',
  });
  const text = built.outputFiles[0]!.text;
  const folder = join(root, 'node_modules', '.cache', 'alambic');
  const file = join(folder, `transform-worker-${createHash('sha1').update(text).digest('hex').slice(0, 16)}.mjs`);
  if (!existsSync(file)) writeWhole(folder, file, text);
  return file;
}

function writeWhole(folder: string, file: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, text);
  renameSync(aside, file);
}
