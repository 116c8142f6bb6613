import type { Diagnostic } from '../engine/diagnostics/diagnostic.ts';
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

/** A bug of ours: said to be one, in a sentence. The stack is for who asks for it. */
export function reportCrash(error: unknown, { redactor, logFormat }: Pick<GlobalOptions, 'redactor' | 'logFormat'>): void {
  const message = error instanceof Error ? error.message : String(error);
  if (logFormat === 'json') printJson('error', 'internal_error', { message }, redactor);
  const said = `alambic: internal error: ${message}\nThis is a bug. Set ALAMBIC_DEBUG=1 to see where, and please report it.\n`;
  process.stderr.write(redactor.redact(said));
  if (process.env['ALAMBIC_DEBUG'] === '1' && error instanceof Error) process.stderr.write(redactor.redact(`${error.stack ?? ''}\n`));
}
