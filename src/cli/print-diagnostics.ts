import type { Diagnostic, Location } from '../engine/diagnostics/diagnostic.ts';
import { toJson } from '../engine/diagnostics/diagnostic-json.ts';
import { renderDiagnostics } from '../engine/diagnostics/render-diagnostic.ts';
import type { LocateYaml, Sources } from '../engine/diagnostics/resolve-location.ts';
import { displayPath } from './open-command.ts';

export interface PrintOptions {
  readonly projectDir: string;
  readonly sources: Sources;
  readonly json: boolean;
  readonly colour: boolean;
  readonly redact?: (text: string) => string;
}

/** Diagnostics as text with code frames on stderr, or as JSON lines on stdout. */
export async function printDiagnostics(diagnostics: readonly Diagnostic[], options: PrintOptions): Promise<void> {
  if (diagnostics.length === 0) return;
  const { shown, sources } = asSeenFromHere(diagnostics, options.projectDir, options.sources);
  const locate = await yamlLocator(shown);
  if (options.json) {
    const redact = options.redact ?? ((text: string) => text);
    for (const each of shown) process.stdout.write(`${redact(JSON.stringify({ type: 'diagnostic', ...toJson(each, { sources, locate }) }))}\n`);
    return;
  }
  const colour = options.colour && (process.stderr.isTTY === true || process.env['FORCE_COLOR'] !== undefined) && process.env['NO_COLOR'] === undefined;
  const text = renderDiagnostics(shown, { sources, locate, colour, width: process.stderr.columns ?? 100, ...(options.redact === undefined ? {} : { redact: options.redact }) });
  process.stderr.write(`${text}\n`);
}

/** The parser that knows positions is loaded only where there is one to look for. */
export async function yamlLocator(diagnostics: readonly Diagnostic[]): Promise<LocateYaml> {
  const places = diagnostics.flatMap((each) => [each.location, ...(each.via ?? [])]);
  if (!places.some((place) => place !== undefined && 'path' in place)) return () => undefined;
  const { locateInText } = await import('../engine/parse/yaml/locate.ts');
  return locateInText;
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
