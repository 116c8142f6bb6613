import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LineColumn } from './diagnostic.ts';

/** What user code threw, cut down to what cannot hold a value of a row: its class and its place. */
export interface ThrownError {
  /** `TypeError`, or `TypeError: rows.map is not a function` where the message is one of the engine's own. */
  readonly what: string;
  /** The innermost place in the project's own files, from the source map. */
  readonly location?: LineColumn;
}

/** Messages of V8 that quote code, never data. Everything else that an error says stays unsaid. */
const safeMessages: readonly (readonly [pattern: RegExp, shown: string])[] = [
  [/^Cannot (read|set) properties of (undefined|null)/, 'cannot $1 properties of $2'],
  [/^([\w$.]+) is not (a function|defined|a constructor)$/, '$1 is not $2'],
  [/^(Assignment to constant variable)\.?$/, '$1'],
  [/^(Maximum call stack size exceeded|Invalid array length|Invalid time value|Invalid string length)$/, '$1'],
  [/^Cannot access '([\w$]+)' before initialization$/, "cannot access '$1' before initialization"],
  [/^Cannot find (package|module) '([@\w./-]+)'/, "cannot find $1 '$2'"],
  [/^Cannot convert undefined or null to object$/, 'cannot convert undefined or null to object'],
];

/** Reads an error's stack, in which source maps must already stand for positions. Paths become relative to `root`. */
export function describeThrown(error: unknown, root: string): ThrownError {
  if (!(error instanceof Error)) return { what: 'a value that is not an Error' };
  const type = /^[A-Za-z_$][\w$]{0,60}$/.test(error.name) ? error.name : 'Error';
  const safe = safeMessages.find(([pattern]) => pattern.test(error.message));
  const message = safe === undefined ? '' : `: ${safe[0].exec(error.message)![0].replace(...safe)}`;
  return { what: `${type}${message}`, location: placeOf(error.stack ?? '', root) };
}

function placeOf(stack: string, root: string): LineColumn | undefined {
  for (const line of stack.split('\n')) {
    const [, place = '', row = '', column = ''] = /^\s+at (?:.*\()?(.+?):(\d+):(\d+)\)?$/.exec(line) ?? [];
    const path = place.startsWith('file:') ? fileURLToPath(place) : place;
    const inside = isAbsolute(path) && /\.[cm]?[jt]sx?$/.test(path) ? relative(root, path).split(sep).join('/') : '';
    if (inside === '' || /(^|\/)(node_modules|\.alambic|dist)\//.test(inside) || /^(\.\.\/){2}/.test(inside)) continue;
    if (/^(async )?node:/.test(place)) continue;
    return { file: inside, line: Number(row), column: Number(column) };
  }
  return undefined;
}
