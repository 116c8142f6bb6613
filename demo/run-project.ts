import { createReporter } from '../src/cli/create-reporter.ts';
import { register } from '../src/cli/commands/register.ts';
import { AlambicError } from '../src/engine/diagnostics/diagnostic.ts';
import { Redactor } from '../src/engine/diagnostics/redaction.ts';
import { run } from '../src/engine/engine.ts';
import type { RunEvent } from '../src/engine/run/run-results.ts';
import { show } from '../src/engine/show.ts';
import type { ReadModel } from './show-marts.ts';

export interface ProjectRun {
  readonly success: boolean;
  readonly read: ReadModel;
}

/**
 * `alambic build` and `alambic register` on the project: all that the demo asks of the engine. A fresh shop has nothing
 * to do with what was extracted from the one before: then everything is built anew.
 */
export async function runProject(projectDir: string, target: string, isFresh: boolean): Promise<ProjectRun> {
  const redactor = new Redactor();
  const global = { projectDir, target, redactor, logFormat: 'text', colour: process.stdout.isTTY } as const;
  const reporter = createReporter(global, projectDir);
  const read: ReadModel = (name, limit) => show({ projectDir, target, redactor, name, limit });
  try {
    const results = await run({
      projectDir,
      target,
      redactor,
      command: 'build',
      fullRefresh: isFresh,
      onEvent: (event) => void (isPassedTest(event) || reporter.event(event)),
      onNotice: (message) => reporter.event({ type: 'notice', message }),
    });
    reporter.close();
    if (results.success) await register(global);
    return { success: results.success, read };
  } catch (error) {
    if (!(error instanceof AlambicError)) throw error;
    reporter.diagnostics(error.diagnostics);
    return { success: false, read };
  } finally {
    reporter.close();
  }
}

/** Left to the summary: the demo is about what was built. */
function isPassedTest(event: RunEvent): boolean {
  const isTest = (kind: string): boolean => kind === 'test' || kind === 'unit_test';
  if (event.type === 'step_started') return isTest(event.kind);
  return event.type === 'step_finished' && isTest(event.result.kind) && event.result.status === 'pass';
}
