import { errorCodes, type ErrorCode } from './codes.ts';
import type { Diagnostic, Location, Note, Severity } from './diagnostic.ts';
import { resolveLocation, type LocationContext } from './resolve-location.ts';

/** A place for programs: lines and columns from 1, columns in UTF-16 units, the end exclusive. */
interface LocationJson {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A diagnostic for programs, as `--log-format json` and `--format json` write it. */
export interface DiagnosticJson {
  readonly code: ErrorCode;
  readonly title: string;
  readonly severity: Severity;
  readonly message: string;
  readonly location?: LocationJson;
  readonly label?: string;
  readonly via?: readonly LocationJson[];
  readonly notes?: readonly Note[];
  readonly hint?: string;
}

export function toJson(diagnostic: Diagnostic, context: LocationContext): DiagnosticJson {
  const { code, severity, message, location, label, via, notes, hint } = diagnostic;
  return {
    code,
    title: errorCodes[code],
    severity,
    message,
    ...(location === undefined ? {} : { location: locationJson(location, context) }),
    ...(label === undefined ? {} : { label }),
    ...(via === undefined ? {} : { via: via.map((each) => locationJson(each, context)) }),
    ...(notes === undefined ? {} : { notes }),
    ...(hint === undefined ? {} : { hint }),
  };
}

function locationJson(location: Location, context: LocationContext): LocationJson {
  const { file, start, end } = resolveLocation(location, context);
  if (start === undefined) return { file };
  const range = end === undefined ? {} : { endLine: end.line, endColumn: end.column };
  return { file, line: start.line, column: start.column, ...range };
}
