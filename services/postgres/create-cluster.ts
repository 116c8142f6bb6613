import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../../src/engine/diagnostics/diagnostic.ts';
import type { ServerUser } from './server-user.ts';

export interface ClusterOptions {
  readonly initdb: string;
  readonly dataDir: string;
  readonly user: string;
  readonly password: string;
  readonly serverUser: ServerUser;
}

/** Makes the folder of a server where there is none. It appears whole or not at all. */
export async function createCluster(options: ClusterOptions): Promise<void> {
  if (existsSync(join(options.dataDir, 'PG_VERSION'))) return;
  const aside = `${options.dataDir}.new`;
  const passwordFile = `${options.dataDir}.initial-password`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  options.serverUser.own(aside);
  try {
    writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
    options.serverUser.own(passwordFile);
    await runInitdb(options, aside, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  rmSync(options.dataDir, { recursive: true, force: true });
  renameSync(aside, options.dataDir);
}

function runInitdb({ initdb, user, serverUser }: ClusterOptions, folder: string, passwordFile: string): Promise<void> {
  const [program, ...args] = serverUser.command(initdb, [
    `--pgdata=${folder}`,
    `--username=${user}`,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ]);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...serverUser.ids,
      env: serverEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
    child.once('error', () => reject(initdbFailure('the program cannot be started')));
    child.once('close', (code) => (code === 0 ? resolve() : reject(initdbFailure(said))));
  });
}

function initdbFailure(said: string): Error {
  const reason = /^initdb: error: (.*)$/m.exec(said)?.[1] ?? said.trim().split('\n').at(-1) ?? '';
  return failure('E0910', 'the embedded PostgreSQL could not create its data folder', {
    notes: reason === '' ? [] : [{ label: 'log', text: reason }],
  });
}

/** What a server needs to know of our environment: nothing of it is a secret. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}
