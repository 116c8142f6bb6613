import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CompiledProject } from '../compile/compiled-project.ts';
import { buildManifest } from './manifest.ts';

/** Writes `manifest.json` and one SQL file for each model. What has not changed since the last manifest is not written again. */
export function writeCompiled(compiled: CompiledProject): { readonly folder: string; readonly written: number } {
  const folder = join(compiled.project.root, '.alambic');
  const manifestPath = join(folder, 'manifest.json');
  const before = existsSync(manifestPath) ? readFileSync(manifestPath, 'utf8') : undefined;
  const manifest = `${JSON.stringify(buildManifest(compiled))}\n`;
  if (manifest === before) return { folder, written: 0 };
  const known = compiledBefore(before);
  const folders = new Set<string>();
  let written = 0;
  for (const [id, body] of compiled.bodies) {
    const node = compiled.graph.nodes.get(id);
    if (body.language !== 'sql' || node === undefined || known.get(id) === body.full.sql) continue;
    const path = join(folder, 'compiled', node.path);
    if (!folders.has(dirname(path))) mkdirSync(dirname(path), { recursive: true });
    folders.add(dirname(path));
    writeFileSync(path, `${body.full.sql}\n`);
    written += 1;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(manifestPath, manifest);
  return { folder, written: written + 1 };
}

/** A manifest that cannot be read tells nothing: everything is written. */
function compiledBefore(manifest: string | undefined): ReadonlyMap<string, string | undefined> {
  try {
    const { nodes } = JSON.parse(manifest ?? '{}') as { nodes?: Record<string, { compiled_sql?: string }> };
    return new Map(Object.entries(nodes ?? {}).map(([id, node]) => [id, node.compiled_sql]));
  } catch {
    return new Map();
  }
}
