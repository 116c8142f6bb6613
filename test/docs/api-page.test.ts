import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { codeBlocks } from './code-blocks.ts';
import { followPage } from './follow-page.ts';
import { repository } from './run-commands.ts';

const page = (path: string): string => readFileSync(join(repository, path), 'utf8');

it('the examples of the API do what they say', { timeout: 240_000 }, () => followPage('docs/reference/api.md'));

it('the examples of the docs have right types, and the request is documented whole', { timeout: 240_000 }, () => {
  const parent = join(repository, 'node_modules', '.cache', 'alambic-tests');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'types-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const programs = ['docs/tutorial.md', 'docs/reference/api.md']
    .flatMap((path) => codeBlocks(page(path)))
    .filter(isProgram);
  for (const { text, line, language } of programs)
    writeFileSync(join(folder, `line-${line}.${language === 'ts' ? 'ts' : 'mts'}`), text);
  writeFileSync(join(folder, 'request.ts'), requestCheck());
  const options = { noUnusedLocals: false, paths: { alambic: [join(repository, 'src/index.ts')] } };
  const config = { extends: join(repository, 'tsconfig.json'), compilerOptions: options, include: ['.'], exclude: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const { stdout } = spawnSync(join(repository, 'node_modules/.bin/tsc'), ['-p', folder], {
    encoding: 'utf8',
    cwd: folder,
  });
  const own = stdout.split('\n').filter((text) => /^(line-|request)/.test(text));
  expect(own).toEqual([]);
  expect(programs.length).toBeGreaterThan(6);
});

function isProgram({ language }: { readonly language: string }): boolean {
  return language === 'ts' || language === 'js';
}

/** Settings that are for tests, or that a request fills in by itself. */
const internal = ['redactor', 'lease', 'now', 'newId', 'checkpoint'];

/** A program that has types only if the table of the page and the type have the same keys. */
function requestCheck(): string {
  const rows = /^\| `RunRequest`.*?\n\n/ms.exec(page('docs/reference/api.md'))?.[0] ?? '';
  const documented = [...rows.matchAll(/^\| (`\w+`(?:, `\w+`)*) \|/gm)].flatMap(
    ([, names = '']) => names.match(/\w+/g) ?? [],
  );
  const union = [...documented.filter((name) => name !== 'RunRequest'), ...internal]
    .map((name) => `'${name}'`)
    .join(' | ');
  return [
    `import type { RunRequest } from 'alambic';`,
    `type Documented = ${union};`,
    `export const missing: Exclude<keyof RunRequest, Documented> extends never ? true : Exclude<keyof RunRequest, Documented> = true;`,
    `export const unknown: Exclude<Documented, keyof RunRequest> extends never ? true : Exclude<Documented, keyof RunRequest> = true;`,
  ].join('\n');
}
