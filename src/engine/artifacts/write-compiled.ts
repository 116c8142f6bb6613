import { closeSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CompiledProject } from '../compile/compiled-project.ts';
import type { NodeId } from '../graph/graph.ts';
import { renderManifest } from './manifest.ts';

const pieceBytes = 1 << 18;

/** Writes `manifest.json`, which holds the SQL of every model: aside first, so that a reader finds it whole. */
export function writeManifest(compiled: CompiledProject): string {
  const folder = join(compiled.project.root, '.alambic');
  const path = join(folder, 'manifest.json');
  const aside = `${path}.${process.pid}`;
  mkdirSync(folder, { recursive: true });
  const file = openSync(aside, 'w');
  try {
    let pending = '';
    for (const piece of renderManifest(compiled)) {
      pending += piece;
      if (pending.length < pieceBytes) continue;
      writeSync(file, pending);
      pending = '';
    }
    writeSync(file, pending);
  } finally {
    closeSync(file);
  }
  renameSync(aside, path);
  return path;
}

/** Writes the SQL of some models, one file each. On thousands of models that would take longer than compiling them. */
export function writeSql(
  compiled: CompiledProject,
  selected: ReadonlySet<NodeId>,
): readonly { readonly path: string; readonly sql: string }[] {
  const written: { readonly path: string; readonly sql: string }[] = [];
  for (const [id, body] of compiled.bodies) {
    const node = compiled.graph.nodes.get(id);
    if (body.language !== 'sql' || node === undefined || !selected.has(id)) continue;
    const path = join(compiled.project.root, '.alambic', 'compiled', node.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${body.full.sql}\n`);
    written.push({ path, sql: body.full.sql });
  }
  return written;
}
