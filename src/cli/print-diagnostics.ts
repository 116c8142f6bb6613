import type { Diagnostic, Location } from '../engine/diagnostics/diagnostic.ts';
import { toJson } from '../engine/diagnostics/diagnostic-json.ts';
import { renderDiagnostics } from '../engine/diagnostics/render-diagnostic.ts';
import type { Sources } from '../engine/diagnostics/resolve-location.ts';
import { locateYaml } from '../engine/parse/yaml/locate.ts';
import { displayPath } from './open-command.ts';

export interface PrintOptions {
  readonly projectDir: string;
  readonly sources: Sources;
  readonly json: boolean;
  readonly colour: boolean;
  readonly redact?: (text: string) => string;
}

/** Diagnostics as text with code frames on stderr, or as JSON lines on stdout. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], options: PrintOptions): void {
  if (diagnostics.length === 0) return;
  const { shown, sources } = asSeenFromHere(diagnostics, options.projectDir, options.sources);
  if (options.json) {
    const redact = options.redact ?? ((text: string) => text);
    for (const each of shown) process.stdout.write(`${redact(JSON.stringify({ type: 'diagnostic', ...toJson(each, { sources, locate: locateYaml }) }))}\n`);
    return;
  }
  const colour = options.colour && (process.stderr.isTTY === true || process.env['FORCE_COLOR'] !== undefined) && process.env['NO_COLOR'] === undefined;
  const text = renderDiagnostics(shown, { sources, locate: locateYaml, colour, width: process.stderr.columns ?? 100, ...(options.redact === undefined ? {} : { redact: options.redact }) });
  process.stderr.write(`${text}\n`);
}

/** Files are named from the folder that the person is in, so that a click in the terminal opens them. */
export function asSeenFromHere(diagnostics: readonly Diagnostic[], projectDir: string, sources: Sources): { readonly shown: readonly Diagnostic[]; readonly sources: Sources } {
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
