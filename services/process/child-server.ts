import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { isAlive, processIdentity } from '../../src/engine/process-identity.ts';

/** A server that was started as a process of its own. */
export interface ChildServer {
  readonly pid: number;
  readonly port: number;
}

export interface ChildCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** The server that was written down beside `base`, if it still runs. */
export function findChildServer(base: string): ChildServer | undefined {
  try {
    const text = readFileSync(`${base}.json`, 'utf8');
    const { pid, port, identity } = JSON.parse(text) as ChildServer & { readonly identity: string };
    return processIdentity(pid) === identity ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Starts a server in a session of its own and waits until it accepts connections. What it says goes into `<base>.log`.
 * Rejects with its last line where it ends before.
 */
export async function startChildServer(base: string, command: (port: number) => ChildCommand): Promise<ChildServer> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const { program, args } = command(port);
    const log = openSync(`${base}.log`, 'w', 0o600);
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: 'UTC' };
    const child = spawn(program, args, { detached: true, env, stdio: ['ignore', log, log] });
    child.once('error', () => {});
    closeSync(log);
    const { pid } = child;
    if (pid !== undefined && (await isReady(pid, port))) {
      child.unref();
      writeDown(base, { pid, port });
      return { pid, port };
    }
    child.kill('SIGKILL');
    // A free port can be taken between looking and listening.
    if (attempt === 3) throw new Error(lastLine(`${base}.log`));
  }
}

/** Ends the server in order, and by force where it does not end in ten seconds. */
export async function endChildServer(base: string): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const found = findChildServer(base);
    if (found === undefined) return;
    process.kill(found.pid, signal);
    const deadline = performance.now() + 10_000;
    while (performance.now() < deadline && isAlive(found.pid)) await sleep(10);
  }
}

async function isReady(pid: number, port: number): Promise<boolean> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline && isAlive(pid)) {
    if (await accepts(port)) return true;
    await sleep(20);
  }
  return false;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (result: boolean) => (): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });
}

function writeDown(base: string, server: ChildServer): void {
  writeFileSync(`${base}.json.new`, JSON.stringify({ ...server, identity: processIdentity(server.pid) }));
  renameSync(`${base}.json.new`, `${base}.json`);
}

function lastLine(file: string): string {
  const said = readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
  return said === '' ? 'it ended without a word' : said;
}
