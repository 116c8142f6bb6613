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
 * The sample project in a folder of its own, whose connections are the URLs in SHOP_URL and SERVING_URL. It stands under node_modules, so that
 * its TypeScript models find their packages.
 */
export function copyProject(name: string): ProjectCopy {
  const parent = join(repository, 'node_modules', '.cache', 'alambic-tests');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, `${name}-`));
  const projectDir = join(folder, 'project');
  cpSync(join(repository, 'project'), projectDir, {
    recursive: true,
    filter: (path) => !/\.alambic|\.env$|\.test\.ts$/.test(path),
  });
  cpSync(join(repository, 'macros'), join(folder, 'macros'), { recursive: true });
  const file = join(projectDir, 'alambic.yml');
  let text = readFileSync(file, 'utf8');
  for (const [connection, type] of [
    ['shop', 'postgres'],
    ['serving', 'mongodb'],
  ] as const) {
    const pattern = new RegExp(`(${connection}: )\\{type: ${type}, embedded: true[^}]*\\}`);
    if (!pattern.test(text)) throw new Error('alambic.yml has other connections than this copy replaces');
    text = text.replace(pattern, `$1{type: ${type}, url: '\${env:${connection.toUpperCase()}_URL}'}`);
  }
  writeFileSync(file, text);
  return {
    projectDir,
    reset: () => rmSync(join(projectDir, '.alambic'), { recursive: true, force: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
