import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rememberCompilation, unchangedCompilation } from '../../engine/artifacts/last-compilation.ts';
import { writeManifest, writeSql } from '../../engine/artifacts/write-compiled.ts';
import { compileFolder, loadFolder } from '../../engine/compile-folder.ts';
import { selectNodes } from '../../engine/engine.ts';
import type { ExitCode } from '../exit-code.ts';
import { openCommand } from '../open-command.ts';
import type { GlobalOptions, SelectionOptions } from '../options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { version } from '../version.ts';

type CompileCommand = GlobalOptions & SelectionOptions & { readonly format: 'text' | 'json' };

/** `alambic compile`: everything that can be found without a warehouse, all at once. */
export async function compile(options: CompileCommand): Promise<ExitCode> {
  const started = performance.now();
  const { projectDir, vars } = await openCommand(options);
  const request = { projectDir, vars, target: options.target };
  const json = options.format === 'json' || options.logFormat === 'json';
  const loaded = await loadFolder(projectDir);
  const selects = options.select !== undefined || options.exclude !== undefined;
  const last = selects ? undefined : unchangedCompilation(loaded, request, version);
  if (last !== undefined) {
    const sources = (file: string): string => readFileSync(join(projectDir, file), 'utf8');
    printDiagnostics(last.diagnostics, { projectDir, sources, json, colour: options.colour });
    say(options, json, `${last.models} models for target ${last.target} are compiled already: nothing changed`, started);
    return 0;
  }
  const { compiled, diagnostics, sources } = await compileFolder(request, loaded);
  printDiagnostics(diagnostics, { projectDir, sources, json, colour: options.colour });
  if (compiled === undefined || diagnostics.some((each) => each.severity === 'error')) return 2;
  const manifest = writeManifest(compiled);
  rememberCompilation(loaded, request, version, compiled, diagnostics);
  for (const { path, sql } of selects ? writeSql(compiled, selectNodes(compiled, options).ids) : []) if (!json) console.log(`-- ${path}\n${sql}\n`);
  say(options, json, `compiled ${compiled.bodies.size} models for target ${compiled.target.name}, written to ${manifest}`, started);
  return 0;
}

function say(options: CompileCommand, json: boolean, text: string, started: number): void {
  if (json || options.quiet === true) return;
  console.log(`${text} · ${((performance.now() - started) / 1000).toFixed(2)} s`);
}
