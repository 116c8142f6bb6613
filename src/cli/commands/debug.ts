import { createColors } from 'picocolors';
import { debug as check, type Check } from '../../engine/debug.ts';
import type { ExitCode } from '../exit-code.ts';
import { openCommand } from '../open-command.ts';
import type { GlobalOptions } from '../options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { printJson } from '../print-json.ts';
import { wantsColour } from '../reporters/terminal-support.ts';

const levels = { ok: 'info', warning: 'warn', failed: 'error' } as const;

/** `alambic debug`: is everything there that a run needs? */
export async function debug(options: GlobalOptions): Promise<ExitCode> {
  const { projectDir, vars } = await openCommand(options);
  const { redactor } = options;
  const { checks, sources } = await check({ projectDir, vars, target: options.target, redactor });
  const json = options.logFormat === 'json';
  for (const each of checks) {
    const { name, status, detail } = each;
    if (json) printJson(levels[status], 'check', { name, status, detail }, redactor);
    else if (options.quiet !== true || status !== 'ok') console.log(redactor.redact(lineOf(each, checks, options)));
  }
  const diagnostics = checks.flatMap((each) => each.diagnostics);
  if (!json && diagnostics.length > 0) console.log('');
  printDiagnostics(diagnostics, { projectDir, sources, json, redactor, colour: options.colour });
  return checks.some((each) => each.status === 'failed') ? 1 : 0;
}

function lineOf({ name, status, detail }: Check, checks: readonly Check[], { colour }: GlobalOptions): string {
  const colours = createColors(colour && wantsColour(process.stdout, process.env));
  const paint = { ok: colours.green, warning: colours.yellow, failed: colours.red }[status];
  const width = Math.max(...checks.map((each) => each.name.length));
  return `  ${paint(status.padEnd(7))}  ${name.padEnd(width)}  ${detail}`.trimEnd();
}
