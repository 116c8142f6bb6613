import { failure, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../load/project-files.ts';
import type { TypeScriptMacro } from '../load/typescript/definitions.ts';
import type { Macro } from './project.ts';
import { parseTemplate } from './template/parse-template.ts';
import { builtInNames, scanTemplate } from './template/scan-template.ts';

export interface ParsedMacros {
  readonly macros: ReadonlyMap<string, Macro>;
  /** Of SQL macros: what each one calls. */
  readonly calls: ReadonlyMap<string, readonly string[]>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The macros of macros/: SQL files that declare one on their first line, and exported functions of TypeScript files. */
export function parseMacros(files: readonly SourceFile[], functions: readonly TypeScriptMacro[]): ParsedMacros {
  const macros = new Map<string, Macro>();
  const calls = new Map<string, readonly string[]>();
  const diagnostics: Diagnostic[] = [];
  const hashes = new Map(files.map((file) => [file.path, file.hash]));
  const add = (macro: Macro): void => {
    const other = macros.get(macro.name);
    if (builtInNames.has(macro.name)) {
      diagnostics.push({
        code: 'E0208',
        severity: 'error',
        message: `macro "${macro.name}" has the name of a built-in helper`,
        location: macro.location,
        hint: 'give it another name',
      });
    } else if (other !== undefined) {
      diagnostics.push({
        code: 'E0208',
        severity: 'error',
        message: `two macros are named "${macro.name}"`,
        location: macro.location,
        notes: [{ label: 'other', text: other.path }],
      });
    } else macros.set(macro.name, macro);
  };
  for (const file of files.filter((each) => each.path.endsWith('.sql'))) {
    const template = parseTemplate(file);
    const facts = scanTemplate(template);
    diagnostics.push(...facts.diagnostics);
    if (facts.macro === undefined) {
      diagnostics.push(
        ...failure('E0207', 'a macro file begins by declaring its macro', {
          location: { file: file.path, line: 1, column: 1 },
          hint: 'write {{macro "name" "parameter"}} on the first line',
        }).diagnostics,
      );
      continue;
    }
    const { name, parameters } = facts.macro;
    add({
      name,
      parameters,
      language: 'sql',
      path: file.path,
      hash: file.hash,
      location: { file: file.path, line: 1, column: 1 },
    });
    calls.set(
      name,
      facts.calls.map((call) => call.name),
    );
  }
  for (const each of functions) add({ ...each, language: 'typescript', hash: hashes.get(each.path) ?? '' });
  return { macros, calls, diagnostics };
}

/** A macro and everything that it calls; one that calls itself is listed once. */
export function reachableMacros(
  names: readonly string[],
  calls: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const seen = new Set<string>();
  const open = [...names];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(calls.get(at) ?? []));
  }
  return [...seen].sort();
}
