import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transform } from 'esbuild';
import { onTestFinished, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';

// Its service keeps the folder in which it was started, and those of tests go away.
await transform('');

const parent = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'alambic-tests');

/** A project with one target, to which a test adds what is wrong. */
export const smallProject: Files = {
  'alambic.yml': `version: 1
name: shop
default_target: local
targets:
  local:
    warehouse: {type: duckdb, path: .alambic/warehouse.duckdb}
    lake: {type: local, path: .alambic/lake}
`,
};

export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Where it was run. */
  readonly folder: string;
}

export interface TemporaryProject {
  /** Absolute. */
  readonly folder: string;
  write(files: Files): void;
  /** The program itself, run in the folder of the project, in this process. */
  alambic(...argv: readonly string[]): Promise<Outcome>;
}

type Environment = Readonly<Record<string, string>>;

/**
 * A project in a folder of its own, for one test. It stands under node_modules, so that TypeScript models find their
 * packages.
 */
export function temporaryProject(files: Files, environment: Environment = {}): TemporaryProject {
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'errors-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (given: Files): void => {
    for (const [path, content] of Object.entries(given)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  };
  write(files);
  return { folder, write, alambic: (...argv) => runHere(folder, argv, environment) };
}

async function runHere(folder: string, argv: readonly string[], environment: Environment): Promise<Outcome> {
  const before = { cwd: process.cwd(), exitCode: process.exitCode };
  let stdout = '';
  let stderr = '';
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((stdout += String(text)), true)),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((stderr += String(text)), true)),
    vi.spyOn(console, 'log').mockImplementation((text: unknown) => void (stdout += `${String(text)}\n`)),
  ];
  const settings: Environment = { NO_COLOR: '1', ...environment };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  vi.stubEnv('FORCE_COLOR', undefined);
  process.chdir(folder);
  try {
    await main(argv);
    return { exitCode: Number(process.exitCode ?? 0), stdout, stderr, folder };
  } finally {
    process.chdir(before.cwd);
    process.exitCode = before.exitCode;
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
}
