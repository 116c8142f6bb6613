import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { codeBlocks } from './code-blocks.ts';
import { findUnmatched } from './find-unmatched.ts';
import { installPackage, repository, runCommands } from './run-commands.ts';

/**
 * Does what a page says, in an empty folder: writes blocks with `file=…`, runs blocks of `sh` (which end with exit code
 * 0, or `exit=…`), and compares blocks of `text` with what the last one printed.
 */
export async function followPage(page: string): Promise<void> {
  const start = temporaryFolder();
  installPackage(start);
  let folder = start;
  let last = { output: '', where: '' };
  for (const { language, settings, text, line } of codeBlocks(readFileSync(join(repository, page), 'utf8'))) {
    const where = `${page}:${line}`;
    if (settings['file'] !== undefined) {
      const file = join(folder, settings['file']);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    } else if (language === 'sh') {
      const outcome = await runCommands(text, folder);
      expect(outcome.exitCode, `exit code of ${where}\n${outcome.output}`).toBe(Number(settings['exit'] ?? 0));
      folder = outcome.folder;
      last = { output: outcome.output, where };
    } else if (language === 'text') {
      const message = `line of ${where} in the output of ${last.where}:\n${last.output}`;
      expect(findUnmatched(text, last.output), message).toBe(undefined);
    } else expect.fail(`${where} is neither run, written nor compared`);
  }
  expect(last.where, `the page runs nothing`).not.toBe('');
}

/** Inside node_modules, so that a TypeScript model finds its packages as in a project that installed them. */
function temporaryFolder(): string {
  const parent = join(repository, 'node_modules', '.cache', 'alambic-tests');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'docs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
