import type { Location, YamlPlace } from './diagnostic.ts';
import { LineIndex, type Position } from './line-index.ts';

/** Offsets in UTF-16 units: `start` inclusive, `end` exclusive. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

/** The text of a file as it was read, or undefined where it is not at hand. */
export type Sources = (file: string) => string | undefined;

/** Finds a place of a YAML text by its path. Undefined where the text has no such path. */
type LocateYaml = (place: YamlPlace, text: string) => OffsetRange | undefined;

export interface LocationContext {
  readonly sources: Sources;
  /** Without it, a place inside a YAML file is shown as the file alone. */
  readonly locate?: LocateYaml;
}

/** A location with its line and column. Without `start` only the file is known; without `frame` its text is not at hand. */
export interface ResolvedLocation {
  readonly file: string;
  readonly start?: Position;
  /** Exclusive. */
  readonly end?: Position;
  readonly frame?: { readonly index: LineIndex; readonly range: OffsetRange };
}

export function resolveLocation(location: Location, context: LocationContext): ResolvedLocation {
  const { file } = location;
  const text = context.sources(file);
  if ('line' in location) return resolveLine(location, text);
  if (text === undefined) return { file };
  if ('start' in location) return withFrame(file, text, location);
  const found = 'path' in location ? context.locate?.(location, text) : undefined;
  return found === undefined ? { file } : withFrame(file, text, found);
}

/** Asks for each file, and looks for each YAML place, only once: a list is first put in order, then rendered. */
export function rememberPlaces({ sources, locate }: LocationContext): LocationContext {
  const texts = new Map<string, string | undefined>();
  const ranges = new Map<YamlPlace, OffsetRange | undefined>();
  return {
    sources: (file) => {
      if (!texts.has(file)) texts.set(file, sources(file));
      return texts.get(file);
    },
    locate: (place, text) => {
      if (!ranges.has(place)) ranges.set(place, locate?.(place, text));
      return ranges.get(place);
    },
  };
}

function resolveLine(
  { file, line, column, length }: Extract<Location, { readonly line: number }>,
  text: string | undefined,
): ResolvedLocation {
  const start = { line, column };
  if (text === undefined) return { file, start, end: { line, column: column + (length ?? 0) } };
  const index = new LineIndex(text);
  const offset = index.offset(line, column);
  return withFrame(file, text, { start: offset, end: offset + (length ?? wordLength(text, offset)) }, index);
}

/** A parser that gives a column and no length means the word that begins there. */
function wordLength(text: string, offset: number): number {
  return /^[\p{L}\p{N}_]*/u.exec(text.slice(offset, offset + 200))?.[0].length ?? 0;
}

function withFrame(file: string, text: string, wanted: OffsetRange, index = new LineIndex(text)): ResolvedLocation {
  const range = withinText(text, wanted);
  return { file, start: index.position(range.start), end: index.position(range.end), frame: { index, range } };
}

/**
 * Keeps a range inside the text. What is missing at the end of a file is shown after the last thing that is there, not
 * on the empty line behind it; and a range leaves out the line breaks and spaces at its end.
 */
function withinText(text: string, { start, end }: OffsetRange): OffsetRange {
  const content = text.trimEnd().length;
  const from = Math.min(Math.max(start, 0), text.length);
  const first = from > content && from === text.length ? content : from;
  let last = Math.min(Math.max(end, first), text.length);
  while (last > first && /\s/.test(text[last - 1]!)) last--;
  return { start: first, end: last };
}
