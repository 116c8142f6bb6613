import type { Diagnostic } from '../engine/diagnostics/diagnostic.ts';
import { explainSystemError } from '../engine/diagnostics/explain-system-error.ts';
import { findProject } from './open-command.ts';
import type { GlobalOptions, SelectionOptions } from './options.ts';
import { printDiagnostics } from './print-diagnostics.ts';
import { printJson } from './print-json.ts';
import { projectSources } from './project-sources.ts';

/** Diagnostics that ended a command before it could say anything else. */
export function reportDiagnostics(diagnostics: readonly Diagnostic[], options: GlobalOptions & SelectionOptions): void {
  const projectDir = findProject(options);
  const sources = projectSources(projectDir, options);
  const { redactor, colour } = options;
  printDiagnostics(diagnostics, { projectDir, sources, redactor, colour, json: options.logFormat === 'json' });
}

/** A fault of the system that nobody met before is explained; what else is thrown is a bug of ours: said to be one, in a sentence. The stack is for who asks for it. */
export function reportCrash(error: unknown, options: GlobalOptions & SelectionOptions): void {
  const system = explainSystemError(error);
  if (system !== undefined) return reportDiagnostics([system], options);
  const { redactor, logFormat } = options;
  const message = error instanceof Error ? error.message : String(error);
  if (logFormat === 'json') printJson('error', 'internal_error', { message }, redactor);
  const said = `alambic: internal error: ${message}\nThis is a bug. Set ALAMBIC_DEBUG=1 to see where, and please report it.\n`;
  process.stderr.write(redactor.redact(said));
  if (process.env['ALAMBIC_DEBUG'] === '1' && error instanceof Error)
    process.stderr.write(redactor.redact(`${error.stack ?? ''}\n`));
}
