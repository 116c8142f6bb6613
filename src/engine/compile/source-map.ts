import type { TextRange } from '../diagnostics/diagnostic.ts';

/** A stretch of generated SQL and where it came from. */
export interface Segment {
  /** UTF-16 offset in the generated text where the stretch begins; it ends where the next one begins. */
  readonly at: number;
  readonly origin: TextRange;
  /** True where the text was copied, so that an offset inside it maps exactly; false for the output of a helper. */
  readonly copied: boolean;
  /** Calls of macros that led here, innermost first. */
  readonly via: readonly TextRange[];
}

/** In order of `at`. Empty for SQL that is not rendered from a template. */
export type SourceMap = readonly Segment[];

export interface OriginalPlace {
  readonly location: TextRange;
  readonly via: readonly TextRange[];
}

/** The place that the user wrote for a place in the generated SQL. */
export function originalPlace(map: SourceMap, offset: number, length = 1): OriginalPlace | undefined {
  const segment = lastAtOrBefore(map, offset);
  if (segment === undefined) return undefined;
  if (!segment.copied) return { location: segment.origin, via: segment.via };
  const start = Math.min(segment.origin.start + (offset - segment.at), segment.origin.end);
  const end = Math.min(Math.max(start + length, start + 1), Math.max(segment.origin.end, start + 1));
  return { location: { file: segment.origin.file, start, end }, via: segment.via };
}

function lastAtOrBefore(map: SourceMap, offset: number): Segment | undefined {
  let low = 0;
  let high = map.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((map[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return map[low];
}
