import type { Diagnostic, Location } from '../engine/diagnostics/diagnostic.ts';
import { toJson } from '../engine/diagnostics/diagnostic-json.ts';
import { orderDiagnostics } from '../engine/diagnostics/order-diagnostics.ts';
import type { Redactor } from '../engine/diagnostics/redaction.ts';
import { renderDiagnostics } from '../engine/diagnostics/render-diagnostic.ts';
import type { Sources } from '../engine/diagnostics/resolve-location.ts';
import { locateYaml } from '../engine/parse/yaml/locate.ts';
import { displayPath } from './open-command.ts';
import { printJson } from './print-json.ts';
import { wantsColour } from './reporters/terminal-support.ts';

export interface PrintOptions {
  readonly projectDir: string;
  readonly sources: Sources;
  readonly json: boolean;
  readonly colour: boolean;
  readonly redactor: Redactor;
}

/** Diagnostics as text with code frames on stderr, or as JSON lines on stdout. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], options: PrintOptions): void {
  if (diagnostics.length === 0) return;
  const { shown, sources } = asSeenFromHere(diagnostics, options.projectDir, options.sources);
  const { redactor } = options;
  const context = { sources, locate: locateYaml };
  if (options.json) {
    for (const each of orderDiagnostics(shown, context))
      printJson(
        each.severity === 'error' ? 'error' : 'warn',
        'diagnostic',
        { diagnostic: toJson(each, context) },
        redactor,
      );
    return;
  }
  const colour = options.colour && wantsColour(process.stderr, process.env);
  const redact = (text: string): string => redactor.redact(text);
  const text = renderDiagnostics(shown, { ...context, colour, width: process.stderr.columns ?? 100, redact });
  process.stderr.write(`${text}\n`);
}

/** Files are named from the folder that the person is in, so that a click in the terminal opens them. */
export function asSeenFromHere(
  diagnostics: readonly Diagnostic[],
  projectDir: string,
  sources: Sources,
): { readonly shown: readonly Diagnostic[]; readonly sources: Sources } {
  const original = new Map<string, string>();
  const rename = (location: Location): Location => {
    const file = displayPath(projectDir, location.file);
    original.set(file, location.file);
    return { ...location, file };
  };
  const shown = diagnostics.map((each) => ({
    ...each,
    ...(each.location === undefined ? {} : { location: rename(each.location) }),
    ...(each.via === undefined ? {} : { via: each.via.map(rename) }),
  }));
  return { shown, sources: (file) => sources(original.get(file) ?? file) };
}
