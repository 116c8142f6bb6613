import { show as showRows } from '../../engine/show.ts';
import type { ExitCode } from '../exit-code.ts';
import { openCommand } from '../open-command.ts';
import type { GlobalOptions } from '../options.ts';
import { renderResultSet } from '../reporters/table.ts';

/** `alambic show <model>`: some rows of what is published. */
export async function show(
  options: GlobalOptions & { readonly limit: number; readonly format: 'text' | 'json' | 'csv' },
  name: string,
): Promise<ExitCode> {
  const { projectDir, vars } = await openCommand(options);
  const result = await showRows({
    projectDir,
    vars,
    target: options.target,
    name,
    limit: options.limit,
    redactor: options.redactor,
  });
  console.log(
    renderResultSet(result, {
      format: options.format,
      width: process.stdout.columns ?? 120,
      colour: options.colour && process.stdout.isTTY,
    }),
  );
  return 0;
}
