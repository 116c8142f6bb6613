import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CompiledProject } from '../compile/compiled-project.ts';
import { buildManifest } from './manifest.ts';

/** Writes `manifest.json` and one SQL file for each model. A file that has not changed is not written again. */
export function writeCompiled(compiled: CompiledProject): { readonly folder: string; readonly written: number } {
  const folder = join(compiled.project.root, '.alambic');
  let written = 0;
  const write = (path: string, text: string): void => {
    if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    written += 1;
  };
  for (const [id, body] of compiled.bodies) {
    const node = compiled.graph.nodes.get(id);
    if (body.language === 'sql' && node !== undefined) write(join(folder, 'compiled', node.path), `${body.full.sql}\n`);
  }
  write(join(folder, 'manifest.json'), `${JSON.stringify(buildManifest(compiled))}\n`);
  return { folder, written };
}
