import type { Outcome } from './temporary-project.ts';

/**
 * What a person reads about what went wrong: the exit code, then the messages, without the lines of steps that went
 * well and without times. Refuses what nobody should ever read.
 */
export function shown({ exitCode, stdout, stderr, folder }: Outcome): string {
  const everything = `${stdout}${stderr}`.replaceAll(folder, '<folder>');
  const stack = /^\s+at .*:\d+:\d+\)?$/m.exec(everything) ?? /internal error.*/.exec(everything);
  if (stack !== null) throw new Error(`a stack trace or a crash is shown:\n${everything}`);
  const messages = everything
    .replaceAll(/\b[\d.]+ m?s\b/g, '… s')
    .split('\n')
    .filter((line) => !/^ {2}(success|unchanged|pass|skipped|error|fail|warn) +\w+ /.test(line))
    .filter((line) => !/^alambic \S+ · /.test(line));
  return `exit code ${exitCode}\n${messages
    .join('\n')
    .trim()
    .replaceAll(/\n{3,}/g, '\n\n')}\n`;
}
