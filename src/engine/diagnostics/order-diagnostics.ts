import type { Diagnostic } from './diagnostic.ts';
import { resolveLocation, type LocationContext, type ResolvedLocation } from './resolve-location.ts';

/** Sorts by file, place, severity, code and message, and leaves out what is said twice. What has no place comes first. */
export function orderDiagnostics(diagnostics: readonly Diagnostic[], context: LocationContext): readonly Diagnostic[] {
  const seen = new Set<string>();
  const entries: { readonly diagnostic: Diagnostic; readonly place: ResolvedLocation | undefined }[] = [];
  for (const diagnostic of diagnostics) {
    const { code, severity, message, location, via } = diagnostic;
    const key = JSON.stringify([code, severity, message, location, via]);
    if (seen.has(key)) continue;
    seen.add(key);
    entries.push({ diagnostic, place: location === undefined ? undefined : resolveLocation(location, context) });
  }
  entries.sort(
    (a, b) => comparePlaces(a.place, b.place) || compareTexts(sortText(a.diagnostic), sortText(b.diagnostic)),
  );
  return entries.map(({ diagnostic }) => diagnostic);
}

export function countDiagnostics(diagnostics: readonly Diagnostic[]): {
  readonly errors: number;
  readonly warnings: number;
} {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: diagnostics.length - errors };
}

function comparePlaces(a: ResolvedLocation | undefined, b: ResolvedLocation | undefined): number {
  const byFile = compareTexts(a?.file ?? '', b?.file ?? '');
  const byLine = (a?.start?.line ?? 0) - (b?.start?.line ?? 0);
  return byFile || byLine || (a?.start?.column ?? 0) - (b?.start?.column ?? 0);
}

/** `error` comes before `warning` by itself. */
function sortText({ severity, code, message }: Diagnostic): string {
  return `${severity} ${code} ${message}`;
}

/** In code units, so that the order is the same on every machine. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
