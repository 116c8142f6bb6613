import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));

export interface CommandOutcome {
  /** Standard output and standard error, as they came. */
  readonly output: string;
  readonly exitCode: number;
  /** Where the commands left off. */
  readonly folder: string;
}

interface Program {
  readonly command: string;
  readonly library: string;
  /** Options of Node that both need. */
  readonly options: string;
}

/** The bundle, which `npm test` has just built; without one, the sources. */
function program(): Program {
  const bundle = join(repository, 'dist', 'alambic.cjs');
  if (existsSync(bundle)) return { command: bundle, library: join(repository, 'dist', 'index.js'), options: '' };
  const loader = join(repository, 'node_modules', 'tsx', 'dist', 'loader.mjs');
  const command = join(repository, 'src', 'cli', 'entry.ts');
  return { command, library: join(repository, 'src', 'index.ts'), options: `--import '${loader}'` };
}

/** Runs lines of shell as a reader of the docs would, `npx alambic` being this working copy. */
export async function runCommands(lines: string, folder: string): Promise<CommandOutcome> {
  const { command, options } = program();
  const record = join(folder, '.folder');
  const script = [
    `node() { command node ${options} "$@"; }`,
    `npx() { shift; node '${command}' "$@"; }`,
    `trap 'pwd > "${record}"' EXIT`,
    'set -e',
    'exec 2>&1',
    lines,
  ].join('\n');
  // A page starts its own document store: nobody else's collections are touched.
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, MONGODB_URL: undefined };
  const child = spawn('bash', ['-c', script], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? -1));
  });
  const left = readFileSync(record, 'utf8').trim();
  rmSync(record);
  return { output: Buffer.concat(chunks).toString('utf8'), exitCode, folder: left };
}

/** What `npm install alambic` leaves in a folder. */
export function installPackage(folder: string): void {
  const place = join(folder, 'node_modules', 'alambic');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'package.json'), '{ "name": "alambic", "type": "module", "exports": "./index.js" }\n');
  writeFileSync(join(place, 'index.js'), `export * from ${JSON.stringify(program().library)};\n`);
}
