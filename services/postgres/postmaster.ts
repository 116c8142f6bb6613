import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, realpathSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { failure } from '../../src/engine/diagnostics/diagnostic.ts';
import { isAlive, processCommand } from '../../src/engine/process-identity.ts';
import { serverEnvironment } from './create-cluster.ts';
import type { ServerUser } from './server-user.ts';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** Everything is on this machine and can be made again: durability against a power cut is given up for speed. */
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=50',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'password_encryption=scram-sha-256',
  'timezone=UTC',
  // A container's /dev/shm is often too small for a parallel query.
  'dynamic_shared_memory_type=mmap',
  // A log must not quote rows: neither the statement that failed nor the key that was there twice.
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
];

/** The server that runs on this folder now, by its own account and checked against the process list. */
export function runningPostmaster(dataDir: string): (Postmaster & { readonly ready: boolean }) | undefined {
  const lines = readLines(join(dataDir, 'postmaster.pid'));
  const pid = Number(lines[0]);
  if (!isPostmasterOf(pid, dataDir)) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

export async function startPostmaster(
  postgres: string,
  dataDir: string,
  port: number,
  serverUser: ServerUser,
): Promise<Postmaster> {
  const logFile = `${dataDir}.log`;
  const [program, ...args] = serverUser.command(postgres, [
    '-D',
    dataDir,
    '-p',
    String(port),
    ...settings.flatMap((each) => ['-c', each]),
  ]);
  const log = openSync(logFile, 'w', 0o600);
  // In a session of its own: Ctrl+C in our terminal is for us, and we end the server in order.
  const child = spawn(program, args, {
    ...serverUser.ids,
    detached: true,
    env: serverEnvironment(),
    stdio: ['ignore', log, log],
  });
  child.once('error', () => {});
  closeSync(log);
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline && child.pid !== undefined && child.exitCode === null && !child.signalCode) {
    const found = runningPostmaster(dataDir);
    if (found?.ready === true) {
      child.unref();
      return { pid: found.pid, port: found.port };
    }
    await sleep(10);
  }
  child.kill('SIGQUIT');
  throw failure('E0910', 'the embedded PostgreSQL did not start', { notes: lastWords(logFile) });
}

/** Ends a server in order: its clients are disconnected, open transactions rolled back. */
export async function stopPostmaster(pid: number, dataDir: string): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!isPostmasterOf(pid, dataDir)) return;
    process.kill(pid, signal);
    const deadline = performance.now() + patience;
    while (performance.now() < deadline && isAlive(pid)) await sleep(10);
  }
}

function isPostmasterOf(pid: number, dataDir: string): boolean {
  if (!isAlive(pid)) return false;
  const command = processCommand(pid) ?? '';
  if (!command.includes('postgres')) return false;
  return `${command} `.includes(` -D ${dataDir} `) || workingFolder(pid) === realpathSync(dataDir);
}

/** A postmaster works in its data folder; only Linux tells. */
function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function lastWords(logFile: string): readonly { label: string; text: string }[] {
  const said = readLines(logFile).filter((line) => /(FATAL|PANIC|ERROR|postgres:)/.test(line));
  return said.slice(-2).map((text) => ({ label: 'log', text: text.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '$1: ') }));
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
