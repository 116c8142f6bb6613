import type { ErrorCode } from './codes.ts';

/** A range of a text file, in UTF-16 offsets: `start` inclusive, `end` exclusive. */
export interface TextRange {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A place inside a YAML file, by its path; offsets are only worked out when the place is shown. */
export interface YamlPlace {
  readonly file: string;
  readonly path: readonly (string | number)[];
  readonly at: 'key' | 'value';
}

/** A place given as line and column (both from 1), for parsers that report nothing better. */
export interface LineColumn {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length?: number;
}

/** Only a file is known. */
export interface WholeFile {
  readonly file: string;
}

/** Files are named relative to the folder that holds the project folder's root, with `/`. */
export type Location = TextRange | YamlPlace | LineColumn | WholeFile;

export type Severity = 'error' | 'warning';

/** A line under the code frame, as in `path   shop.buyers.email → top_buyers.contact`. */
export interface Note {
  readonly label: string;
  readonly text: string;
}

/** A user's fault, or a fault of the outside world, said so that the user can mend it. */
export interface Diagnostic {
  readonly code: ErrorCode;
  readonly severity: Severity;
  readonly message: string;
  readonly location?: Location;
  /** What stands beside the marks of the code frame, as in `^^^^^ direct identifier (contact.email)`. */
  readonly label?: string;
  /** Where the place was reached from, innermost first: the call of a macro, for instance. */
  readonly via?: readonly Location[];
  readonly notes?: readonly Note[];
  readonly hint?: string;
}

/** Carries diagnostics through code that cannot go on. Anything else that is thrown is a bug of ours. */
export class AlambicError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: Diagnostic | readonly Diagnostic[]) {
    const list = Array.isArray(diagnostics) ? (diagnostics as readonly Diagnostic[]) : [diagnostics as Diagnostic];
    super(list.map((each) => `${each.code} ${each.message}`).join('\n'));
    this.name = 'AlambicError';
    this.diagnostics = list;
  }
}

/** Shorthand for the usual case: one error with a code, a message and the rest. */
export function failure(
  code: ErrorCode,
  message: string,
  rest: Omit<Diagnostic, 'code' | 'message' | 'severity'> = {},
): AlambicError {
  return new AlambicError({ code, severity: 'error', message, ...rest });
}
