import { run, type RunRequest } from '../../engine/engine.ts';
import { AlambicError } from '../../engine/diagnostics/diagnostic.ts';
import type { ExitCode } from '../exit-code.ts';
import { openCommand } from '../open-command.ts';
import type { RunCommandOptions } from '../options.ts';
import { createReporter } from '../create-reporter.ts';

const longestWait = 600;

/** `run`, `test`, `build` and `seed` differ in what they plan, not in how it is run. */
export function runCommand(command: RunRequest['command']) {
  return async (options: RunCommandOptions): Promise<ExitCode> => {
    const { projectDir, vars } = await openCommand(options);
    const reporter = createReporter(options, projectDir);
    const interrupted = interruptible(() =>
      reporter.event({ type: 'notice', message: 'interrupted: finishing what cannot be left half-done' }),
    );
    const wait = options.wait === true ? longestWait : (options.wait ?? 0);
    try {
      const results = await run({
        projectDir, vars, command, redactor: options.redactor, target: options.target, signal: interrupted.signal, wait: wait * 1000,
        select: options.select, exclude: options.exclude, indirectSelection: options.indirectSelection, threads: options.threads,
        failFast: options.failFast ?? false, fullRefresh: options.fullRefresh ?? false, extract: options.extract ?? true,
        onEvent: (event) => reporter.event(event),
        onNotice: (message) => reporter.event({ type: 'notice', message }),
      }); // prettier-ignore
      return results.success ? 0 : 1;
    } catch (error) {
      if (!(error instanceof AlambicError)) throw error;
      reporter.diagnostics(error.diagnostics);
      return 2;
    } finally {
      interrupted.stop();
      reporter.close();
    }
  };
}

/** The first SIGINT ends the run in order; a second one ends the process. */
function interruptible(onFirst: () => void): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const handler = (): void => {
    if (controller.signal.aborted) process.exit(130);
    onFirst();
    controller.abort();
  };
  process.on('SIGINT', handler);
  process.on('SIGTERM', handler);
  return {
    signal: controller.signal,
    stop() {
      process.off('SIGINT', handler);
      process.off('SIGTERM', handler);
    },
  };
}
