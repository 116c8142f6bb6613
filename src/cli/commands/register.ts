import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AlambicError } from '../../engine/diagnostics/diagnostic.ts';
import { compile } from '../../engine/engine.ts';
import { buildRegister } from '../../engine/register/build-register.ts';
import { registerFormats } from '../../engine/register/render-register.ts';
import type { ExitCode } from '../exit-code.ts';
import { openCommand } from '../open-command.ts';
import type { GlobalOptions } from '../options.ts';

/** `alambic register`: the register of processing activities, from the declarations as they are. */
export async function register(options: GlobalOptions & { readonly output?: string }): Promise<ExitCode> {
  const { projectDir, vars } = await openCommand(options);
  const { compiled, diagnostics } = await compile({ projectDir, vars, target: options.target });
  if (compiled === undefined || diagnostics.some((each) => each.severity === 'error'))
    throw new AlambicError(diagnostics);
  const built = buildRegister(compiled, new Date().toISOString());
  const folder = options.output === undefined ? join(projectDir, '.alambic', 'register') : resolve(options.output);
  mkdirSync(folder, { recursive: true });
  for (const [name, render] of Object.entries(registerFormats)) writeFileSync(join(folder, name), render(built));
  console.log(`${built.sheets.length} activities · ${Object.keys(registerFormats).join(', ')} written to ${folder}`);
  return 0;
}
