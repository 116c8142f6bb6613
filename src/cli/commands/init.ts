import { cpSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { failure } from '../../engine/diagnostics/diagnostic.ts';
import { packageRoot } from '../../engine/package-root.ts';
import type { ExitCode } from '../exit-code.ts';

/** `alambic init [folder]`: a project that builds at once; nothing that is there is overwritten. */
export async function init(_options: unknown, folder = '.'): Promise<ExitCode> {
  const target = resolve(folder);
  const inTheWay = existsSync(target)
    ? readdirSync(target).filter(
        (name) => !name.startsWith('.') && name !== 'node_modules' && !name.startsWith('package'),
      )
    : [];
  if (inTheWay.length > 0) {
    throw failure('E0202', `${folder} is not empty: it holds ${inTheWay.slice(0, 3).join(', ')}`, {
      hint: 'name a new folder: alambic init shop',
    });
  }
  mkdirSync(target, { recursive: true });
  cpSync(join(packageRoot(), 'templates', 'shop'), target, { recursive: true, force: false });
  // npm leaves files named .gitignore out of a package.
  renameSync(join(target, 'gitignore'), join(target, '.gitignore'));
  const where = relative(process.cwd(), target);
  console.log(`${basename(target)} is ready: a project with two seeds, two models and their tests`);
  console.log(`next: ${where === '' ? '' : `cd ${where} && `}npx alambic build`);
  return 0;
}
