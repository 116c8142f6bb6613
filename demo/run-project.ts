import { createReporter } from '../src/cli/create-reporter.ts';
import { register } from '../src/cli/commands/register.ts';
import { AlambicError } from '../src/engine/diagnostics/diagnostic.ts';
import { Redactor } from '../src/engine/diagnostics/redaction.ts';
import { run } from '../src/engine/engine.ts';
import { show } from '../src/engine/show.ts';
import type { ReadModel } from './show-marts.ts';

export interface ProjectRun {
  readonly success: boolean;
  readonly read: ReadModel;
}

/** `alambic build` and `alambic register` on the project: all that the demo asks of the engine. */
export async function runProject(projectDir: string, target: string): Promise<ProjectRun> {
  const redactor = new Redactor();
  const global = { projectDir, target, logFormat: 'text', colour: process.stdout.isTTY === true } as const;
  const reporter = createReporter(global, projectDir, redactor);
  const read: ReadModel = (name, limit) => show({ projectDir, target, redactor, name, limit });
  try {
    const results = await run({
      projectDir,
      target,
      redactor,
      command: 'build',
      onEvent: (event) => reporter.event(event),
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
