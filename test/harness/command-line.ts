import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '..', '..');

export interface CommandOutcome {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly process: ChildProcess;
  /** Resolves once the text has been written to standard output; rejects where the process ends without. */
  said(text: string): Promise<void>;
  readonly ended: Promise<CommandOutcome>;
}

/** The command line in a process of its own, from the sources. */
export function startAlambic(projectDir: string, ...args: readonly string[]): RunningCommand {
  const loader = join(repository, 'node_modules', 'tsx', 'dist', 'loader.mjs');
  const child = spawn(
    process.execPath,
    ['--import', loader, join(repository, 'test', 'harness', 'run-command-line.ts'), ...args],
    {
      cwd: projectDir,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const ended = new Promise<CommandOutcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
  });
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (stdout.includes(text)) resolve();
      };
      child.stdout.on('data', look);
      child.on('close', () => reject(new Error(`it ended without "${text}": ${stdout}${stderr}`)));
      look();
    });
  return { process: child, said, ended };
}

export function alambic(projectDir: string, ...args: readonly string[]): Promise<CommandOutcome> {
  return startAlambic(projectDir, ...args).ended;
}
