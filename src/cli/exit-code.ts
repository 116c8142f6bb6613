/** 0 success, 1 a model, test or policy failed, 2 usage or configuration error. */
export type ExitCode = 0 | 1 | 2;

const done = 'done';
const refused = 'nothing was done: the command line, the project or a connection is wrong';

/** What each exit code of a command means; commands that build or check can also fail in part. */
export function exitCodesOf(command: string): Readonly<Partial<Record<ExitCode, string>>> {
  const failed = failures[command];
  return failed === undefined ? { 0: done, 2: refused } : { 0: done, 1: failed, 2: refused };
}

const failures: Readonly<Record<string, string>> = {
  run: 'a node failed or was skipped',
  test: 'a test failed',
  build: 'a node or a test failed, or a node was skipped',
  seed: 'a seed failed',
  debug: 'a check failed',
};
