import { relative } from 'node:path';
import { rememberCompilation, unchangedCompilation } from '../../engine/artifacts/last-compilation.ts';
import { writeManifest, writeSql } from '../../engine/artifacts/write-compiled.ts';
import { compileFolder, loadFolder } from '../../engine/compile-folder.ts';
import { selectNodes } from '../../engine/engine.ts';
import type { ExitCode } from '../exit-code.ts';
import { displayPath, openCommand } from '../open-command.ts';
import type { GlobalOptions, SelectionOptions } from '../options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { printJson } from '../print-json.ts';
import { projectSources } from '../project-sources.ts';
import { version } from '../version.ts';

type CompileCommand = GlobalOptions & SelectionOptions & { readonly format: 'text' | 'json' };

/** `alambic compile`: everything that can be found without a warehouse, all at once. */
export async function compile(options: CompileCommand): Promise<ExitCode> {
  const started = performance.now();
  const { projectDir, vars } = await openCommand(options);
  const request = { projectDir, vars, target: options.target };
  const json = options.format === 'json' || options.logFormat === 'json';
  const print = { projectDir, json, colour: options.colour, redactor: options.redactor };
  const loaded = await loadFolder(projectDir);
  const selects = options.select !== undefined || options.exclude !== undefined;
  const last = selects ? undefined : unchangedCompilation(loaded, request, version);
  if (last !== undefined) {
    printDiagnostics(last.diagnostics, { ...print, sources: projectSources(projectDir, options) });
    say(
      options,
      json,
      { models: last.models, target: last.target, changed: false },
      `${last.models} models for target ${last.target} are compiled already: nothing changed`,
      started,
    );
    return 0;
  }
  const { compiled, diagnostics, sources } = await compileFolder(request, loaded);
  printDiagnostics(diagnostics, { ...print, sources });
  if (compiled === undefined || diagnostics.some((each) => each.severity === 'error')) return 2;
  const manifest = writeManifest(compiled);
  rememberCompilation(loaded, request, version, compiled, diagnostics);
  for (const { path, sql } of selects ? writeSql(compiled, selectNodes(compiled, options).ids) : []) {
    if (json) printJson('info', 'sql', { path, sql }, options.redactor);
    else console.log(`-- ${path}\n${sql}\n`);
  }
  const [models, target, written] = [
    compiled.bodies.size,
    compiled.target.name,
    displayPath(projectDir, relative(projectDir, manifest)),
  ];
  say(
    options,
    json,
    { models, target, changed: true, manifest: written },
    `compiled ${models} models for target ${target}, written to ${written}`,
    started,
  );
  return 0;
}

function say(options: CompileCommand, json: boolean, fields: object, text: string, started: number): void {
  if (json) return printJson('info', 'compiled', fields, options.redactor);
  if (options.quiet === true) return;
  console.log(`${text} · ${((performance.now() - started) / 1000).toFixed(2)} s`);
}
