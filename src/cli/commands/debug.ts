import { debug as check } from '../../engine/debug.ts';
import type { ExitCode } from '../exit-code.ts';
import { openCommand } from '../open-command.ts';
import type { GlobalOptions } from '../options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { printJson } from '../print-json.ts';

/** `alambic debug`: is everything there that a run needs? */
export async function debug(options: GlobalOptions): Promise<ExitCode> {
  const { projectDir, vars } = await openCommand(options);
  const { checks, sources } = await check({ projectDir, vars, target: options.target, redactor: options.redactor });
  const json = options.logFormat === 'json';
  for (const each of checks) {
    if (json) printJson(each.ok ? 'info' : 'error', 'check', { name: each.name, ok: each.ok, detail: each.detail }, options.redactor);
    else console.log(`${each.ok ? 'ok    ' : 'failed'}  ${each.name.padEnd(24)} ${each.detail}`);
  }
  printDiagnostics(checks.flatMap((each) => each.diagnostics), { projectDir, sources, json, colour: options.colour, redactor: options.redactor });
  return checks.every((each) => each.ok) ? 0 : 1;
}
