import { compile as compileFolder } from '../../engine/engine.ts';
import { writeCompiled } from '../../engine/artifacts/write-compiled.ts';
import type { ExitCode } from '../exit-code.ts';
import { openCommand } from '../open-command.ts';
import type { GlobalOptions } from '../options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';

/** `alambic compile`: everything that can be found without a warehouse, all at once. */
export async function compile(options: GlobalOptions & { readonly format: 'text' | 'json' }): Promise<ExitCode> {
  const started = performance.now();
  const { projectDir, vars } = await openCommand(options);
  const { compiled, diagnostics, sources } = await compileFolder({ projectDir, vars, target: options.target });
  const failed = compiled === undefined || diagnostics.some((each) => each.severity === 'error');
  const json = options.format === 'json' || options.logFormat === 'json';
  printDiagnostics(diagnostics, { projectDir, sources, json, colour: options.colour });
  if (failed) return 2;
  const { folder, written } = writeCompiled(compiled);
  if (json || options.quiet === true) return 0;
  const models = compiled.bodies.size;
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  console.log(`compiled ${models} models for target ${compiled.target.name} in ${seconds} s · ${written} files written to ${folder}`);
  return 0;
}
