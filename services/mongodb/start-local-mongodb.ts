import { accessSync, constants, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { failure } from '../../src/engine/diagnostics/diagnostic.ts';
import { packageRoot } from '../../src/engine/package-root.ts';
import { type ChildCommand, endChildServer, findChildServer, startChildServer } from '../process/child-server.ts';
import { ensurePassword } from '../process/password-file.ts';
import { shareServer } from '../process/share-server.ts';

export interface LocalMongodb {
  /** Holds a password where there is one: never print it into a log. */
  readonly url: string;
  /** What it is: a real MongoDB, or this package's stand-in for demos and tests. */
  readonly kind: 'mongod' | 'stand-in';
  readonly pid: number;
  readonly port: number;
  /** False where it ran before. */
  readonly started: boolean;
  /** Ends the server, unless another process uses it still. Safe to call twice. */
  stop(): Promise<void>;
}

/** A MongoDB on 127.0.0.1: the `mongod` of this machine where there is one, else the stand-in. */
export async function startLocalMongodb(stateDir: string, path = process.env['PATH'] ?? ''): Promise<LocalMongodb> {
  const mongod = findProgram('mongod', path);
  return mongod === undefined ? startStandIn(stateDir) : startMongod(stateDir, mongod);
}

async function startMongod(stateDir: string, program: string): Promise<LocalMongodb> {
  const base = join(stateDir, 'mongod');
  const dataDir = `${base}-data`;
  const shared = await share(base, 'mongod', (port) => {
    mkdirSync(dataDir, { recursive: true });
    const where = ['--bind_ip', '127.0.0.1', '--port', String(port), '--nounixsocket'];
    return { program, args: ['--dbpath', dataDir, ...where, '--quiet'] };
  });
  return { ...shared, kind: 'mongod', url: `mongodb://127.0.0.1:${shared.port}/?directConnection=true` };
}

async function startStandIn(stateDir: string): Promise<LocalMongodb> {
  const base = join(stateDir, 'document-store');
  const user = 'alambic';
  const shared = await share(base, 'document store', (port) => {
    ensurePassword(`${base}.password`);
    const { program, args } = standInCommand();
    const account = ['--user', user, '--password-file', `${base}.password`];
    return {
      program,
      args: [...args, '--port', String(port), '--data-dir', `${base}-data`, '--base', base, ...account],
    };
  });
  const password = encodeURIComponent(ensurePassword(`${base}.password`).current);
  const url = `mongodb://${user}:${password}@127.0.0.1:${shared.port}/?authSource=admin&directConnection=true`;
  return { ...shared, kind: 'stand-in', url };
}

async function share(
  base: string,
  name: string,
  command: (port: number) => ChildCommand,
): Promise<Pick<LocalMongodb, 'pid' | 'port' | 'started' | 'stop'>> {
  const { server, started, stop } = await shareServer(base, {
    find: async () => findChildServer(base),
    start: () => startChildServer(base, command),
    end: () => endChildServer(base),
  }).catch((error: Error) => {
    throw failure('E0910', `the embedded ${name} did not start`, { notes: [{ label: 'log', text: error.message }] });
  });
  return { ...server, started, stop };
}

/** The bundle has the stand-in as a file; from the sources, TypeScript has to be loaded. */
function standInCommand(): ChildCommand {
  const root = packageRoot();
  const bundled = fileURLToPath(import.meta.url).startsWith(join(root, 'dist') + sep);
  if (bundled) return { program: process.execPath, args: [join(root, 'dist', 'document-store.js')] };
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return { program: process.execPath, args: ['--import', loader, join(root, 'services', 'document-store', 'main.ts')] };
}

function findProgram(name: string, path: string): string | undefined {
  const files = path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
