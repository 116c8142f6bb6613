import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '..', '..');

export interface ProjectCopy {
  readonly projectDir: string;
  /** Starts again as if nothing had ever been run. */
  reset(): void;
  remove(): void;
}

/**
 * The sample project in a folder of its own, with connections given as addresses. It stands under node_modules, so that
 * its TypeScript models find their packages.
 */
export function copyProject(name: string, connections: { readonly shop: string; readonly serving: string }): ProjectCopy {
  const parent = join(repository, 'node_modules', '.cache', 'alambic-tests');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, `${name}-`));
  const projectDir = join(folder, 'project');
  cpSync(join(repository, 'project'), projectDir, { recursive: true, filter: (path) => !/\.alambic|\.env$|\.test\.ts$/.test(path) });
  cpSync(join(repository, 'macros'), join(folder, 'macros'), { recursive: true });
  const file = join(projectDir, 'alambic.yml');
  const embedded = /shop: \{type: postgres, embedded: true\}\n(\s*)serving: \{type: mongodb, embedded: true\}/;
  const text = readFileSync(file, 'utf8');
  if (!embedded.test(text)) throw new Error('alambic.yml has other connections than this copy replaces');
  writeFileSync(file, text.replace(embedded, `shop: {type: postgres, url: '${connections.shop}'}\n$1serving: {type: mongodb, url: '${connections.serving}'}`));
  return {
    projectDir,
    reset: () => rmSync(join(projectDir, '.alambic'), { recursive: true, force: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
