import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExitCode } from '../exit-code.ts';
import { openCommand } from '../open-command.ts';
import type { GlobalOptions } from '../options.ts';

const generated = ['cache', 'compiled', 'manifest.json', 'run_results.json', 'register', 'logs'];

/** `alambic clean`: what can be generated again goes; data only with `--data`. */
export async function clean(options: GlobalOptions & { readonly data?: boolean }): Promise<ExitCode> {
  const { projectDir } = await openCommand(options);
  const folder = join(projectDir, '.alambic');
  const paths = options.data === true ? [folder] : generated.map((name) => join(folder, name));
  const removed = paths.filter((path) => existsSync(path));
  for (const path of removed) rmSync(path, { recursive: true, force: true });
  console.log(
    removed.length === 0
      ? 'nothing to remove'
      : `removed ${removed.length === 1 ? removed[0] : `${removed.length} generated files and folders`}`,
  );
  return 0;
}
