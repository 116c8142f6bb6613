import type { ExitCode } from './exit-code.ts';
import { createProgram } from './program.ts';

/** Runs one command line. Sets the exit code rather than exiting, so that everything written is flushed. */
export async function main(argv: readonly string[]): Promise<void> {
  let exitCode: ExitCode = 0;
  const program = createProgram((code) => (exitCode = code));
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!isCommanderExit(error)) throw error;
    exitCode = error.exitCode === 0 ? 0 : 2;
  }
  process.exitCode = exitCode;
}

function isCommanderExit(error: unknown): error is { exitCode: number } {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}
