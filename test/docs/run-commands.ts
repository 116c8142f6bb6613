import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
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

/** Runs lines of shell as a reader of the docs would, `npx alambic` being this working copy. */
export async function runCommands(lines: string, folder: string, record: string): Promise<CommandOutcome> {
  const script = [
    `npx() { shift; ${alambic()} "$@"; }`,
    `trap 'pwd > "${record}"' EXIT`,
    'set -e',
    'exec 2>&1',
    lines,
  ].join('\n');
  // A page starts its own document store: nobody else's collections are touched.
  const environment = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, MONGODB_URL: undefined };
  const child = spawn('bash', ['-c', script], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
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

/** The bundle, which `npm test` has just built; without one, the sources. */
function alambic(): string {
  const bundle = join(repository, 'dist', 'alambic.cjs');
  if (existsSync(bundle)) return `node '${bundle}'`;
  const loader = join(repository, 'node_modules', 'tsx', 'dist', 'loader.mjs');
  return `node --import '${loader}' '${join(repository, 'test', 'docs', 'alambic.ts')}'`;
}
