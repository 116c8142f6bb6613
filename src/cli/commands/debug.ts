import { debug as check } from '../../engine/debug.ts';
import type { ExitCode } from '../exit-code.ts';
import { openCommand } from '../open-command.ts';
import type { GlobalOptions } from '../options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';

/** `alambic debug`: is everything there that a run needs? */
export async function debug(options: GlobalOptions): Promise<ExitCode> {
  const { projectDir, vars } = await openCommand(options);
  const { checks, sources } = await check({ projectDir, vars, target: options.target });
  const json = options.logFormat === 'json';
  for (const each of checks) {
    if (json) console.log(JSON.stringify({ check: each.name, ok: each.ok, detail: each.detail }));
    else console.log(`${each.ok ? 'ok    ' : 'failed'}  ${each.name.padEnd(24)} ${each.detail}`);
  }
  printDiagnostics(checks.flatMap((each) => each.diagnostics), { projectDir, sources, json, colour: options.colour });
  return checks.every((each) => each.ok) ? 0 : 1;
}
