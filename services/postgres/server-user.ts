import { accessSync, chownSync, constants, readFileSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { failure } from '../../src/engine/diagnostics/diagnostic.ts';

/** How to start a program as somebody who may run a PostgreSQL server. */
export interface ServerUser {
  /** The words of the command to spawn, first the program. */
  command(program: string, args: readonly string[]): readonly [string, ...string[]];
  /** For `spawn`; empty where the command itself changes the user. */
  readonly ids: { readonly uid?: number; readonly gid?: number };
  /** Gives a folder to that user. */
  own(folder: string): void;
}

const ourselves: ServerUser = { command: (program, args) => [program, ...args], ids: {}, own: () => {} };

/**
 * PostgreSQL refuses to run as root. Root (a container, usually) starts it as `postgres` where that user exists, else as
 * `nobody`; no user is added to the system. Where a folder on the way is closed to that user (/root is), `setpriv` lets
 * the server alone pass.
 */
export function serverUser(paths: readonly string[]): ServerUser {
  if (process.getuid?.() !== 0) return ourselves;
  const ids = findUser(['postgres', 'nobody']);
  const own = (folder: string): void => chownSync(folder, ids.uid, ids.gid);
  const closed = paths.map(closedParent).find((folder) => folder !== undefined);
  if (closed === undefined) return { ...ourselves, ids, own };
  const setpriv = onPath('setpriv');
  if (setpriv === undefined) {
    throw failure('E0910', `the embedded PostgreSQL cannot run here: ${closed} is closed to other users than root`, {
      hint: 'run as an ordinary user, or move the project to a folder that everybody may enter',
    });
  }
  const become = [`--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups'];
  const pass = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return { command: (program, args) => [setpriv, ...become, ...pass, program, ...args], ids: {}, own };
}

function findUser(names: readonly string[]): { readonly uid: number; readonly gid: number } {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of names) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw failure('E0910', 'the embedded PostgreSQL cannot run as root', { hint: 'run as an ordinary user' });
}

/** The first folder above a path that others may not enter. */
function closedParent(path: string): string | undefined {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o005) !== 0o005) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function onPath(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
