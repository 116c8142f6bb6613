import type { LineIndex } from './line-index.ts';
import type { OffsetRange } from './resolve-location.ts';
import { displayWidth, graphemes, printable } from './text-width.ts';

export interface CodeFrameStyle {
  /** Columns of the terminal. */
  readonly width: number;
  /** Stands beside the marks, where it fits. */
  readonly label?: string;
  readonly gutter: (text: string) => string;
  readonly mark: (text: string) => string;
  /** Removes secrets from a line before it is cut. */
  readonly redact?: (text: string) => string;
}

/** A character as it is shown, and where it stands in the line. */
interface Cell {
  readonly text: string;
  readonly width: number;
  readonly start: number;
  readonly end: number;
}

interface DrawnLine {
  readonly text: string;
  /** Columns before the marks, and columns that they take. */
  readonly before: number;
  readonly marked: number;
}

const linesShownWhole = 4;
const tab = '  ';
const indent = '  ';

/** Lines of the source around a range, with `^^^` under it: `7 | from {{ref "stg_order"}}`. */
export function codeFrame(index: LineIndex, range: OffsetRange, style: CodeFrameStyle): readonly string[] {
  const first = index.position(range.start).line;
  const last = index.position(range.end).line;
  const number = String(last).length;
  const room = Math.max(style.width - indent.length - number - 3, 10);
  const gutter = (label: string): string => indent + style.gutter(`${label.padStart(number)} |`);
  const lines: string[] = [];
  for (const line of linesToShow(first, last)) {
    if (line === undefined) {
      lines.push(indent + style.gutter(`${' '.repeat(number)} …`));
      continue;
    }
    const drawn = drawLine(index.line(line), markedPart(index, line, range), room, style.redact);
    lines.push(drawn.text === '' ? gutter(String(line)) : `${gutter(String(line))} ${drawn.text}`);
    const isEdge = line === first || line === last;
    if (isEdge) lines.push(...markLines(drawn, line === last ? style.label : undefined, room, gutter(''), style.mark));
  }
  return lines;
}

function linesToShow(first: number, last: number): readonly (number | undefined)[] {
  const count = last - first + 1;
  if (count <= linesShownWhole) return Array.from({ length: count }, (_, each) => first + each);
  return [first, first + 1, undefined, last];
}

/** The part of a line that lies in the range, as offsets in the line, without the indentation of a continued one. */
function markedPart(index: LineIndex, line: number, range: OffsetRange): OffsetRange {
  const { start, end } = index.lineRange(line);
  const from = Math.max(range.start, start);
  const isContinued = range.start < start;
  const indentation = isContinued ? /^\s*/.exec(index.text.slice(start, end))![0].length : 0;
  const to = Math.min(Math.max(range.end, from), end);
  return { start: Math.min(from - start + indentation, to - start), end: to - start };
}

function markLines(
  drawn: DrawnLine,
  label: string | undefined,
  room: number,
  gutter: string,
  mark: (text: string) => string,
): readonly string[] {
  const marks = `${gutter} ${' '.repeat(drawn.before)}${mark('^'.repeat(drawn.marked))}`;
  if (label === undefined) return [marks];
  const text = printable(label);
  const fits = drawn.before + drawn.marked + 1 + displayWidth(text) <= room;
  return fits ? [`${marks} ${mark(text)}`] : [marks, `${gutter} ${mark(text)}`];
}

function drawLine(line: string, range: OffsetRange, room: number, redact?: (text: string) => string): DrawnLine {
  const safe = redact === undefined ? { line, range } : redactLine(line, range, redact);
  const { cells, isCutLeft, isCutRight } = cellsAround(safe.line, safe.range, room);
  const width = cells.reduce((sum, cell) => sum + cell.width, 0);
  if (width <= room && !isCutLeft && !isCutRight) return draw(cells, safe.range, '', '');
  const marked = cells.findIndex((cell) => cell.end > safe.range.start);
  const at = marked < 0 ? cells.length : marked;
  const fitsFromStart = !isCutLeft && widthBefore(cells, safe.range.end) <= room - 2;
  const from = fitsFromStart ? 0 : stepBack(cells, at, Math.floor(room / 3));
  const before = isCutLeft || from > 0 ? '…' : '';
  const kept = takeColumns(cells.slice(from), room - before.length - 1);
  const after = isCutRight || from + kept.length < cells.length ? '…' : '';
  return draw(kept, safe.range, before, after);
}

/** A secret may stand inside, before or after the marked part: its replacement moves what follows. */
function redactLine(
  line: string,
  range: OffsetRange,
  redact: (text: string) => string,
): { line: string; range: OffsetRange } {
  const redacted = redact(line);
  if (redacted === line) return { line, range };
  const start = Math.min(redact(line.slice(0, range.start)).length, redacted.length);
  const end = Math.max(redacted.length - redact(line.slice(range.end)).length, start);
  return { line: redacted, range: { start, end } };
}

/** Only the neighbourhood of the range is split into characters: a line may be megabytes long. */
function cellsAround(
  line: string,
  range: OffsetRange,
  room: number,
): { cells: readonly Cell[]; isCutLeft: boolean; isCutRight: boolean } {
  const from = range.start > room * 8 ? range.start - room * 4 : 0;
  const to = Math.min(line.length, range.start + room * 8);
  let at = from;
  const cells = graphemes(line.slice(from, to)).map((grapheme): Cell => {
    const start = at;
    at += grapheme.length;
    const text = grapheme === '\t' ? tab : printable(grapheme);
    return { text, width: displayWidth(text), start, end: at };
  });
  return { cells, isCutLeft: from > 0, isCutRight: to < line.length };
}

function draw(cells: readonly Cell[], range: OffsetRange, before: string, after: string): DrawnLine {
  const text = cells.map((cell) => cell.text).join('');
  const start = widthBefore(cells, range.start);
  const end = widthBefore(cells, range.end);
  return { text: (before + text + after).trimEnd(), before: before.length + start, marked: Math.max(end - start, 1) };
}

function widthBefore(cells: readonly Cell[], offset: number): number {
  return cells.reduce((sum, cell) => (cell.start < offset ? sum + cell.width : sum), 0);
}

function stepBack(cells: readonly Cell[], at: number, columns: number): number {
  let from = at;
  for (let room = columns; from > 0; from--) {
    room -= cells[from - 1]!.width;
    if (room < 0) break;
  }
  return from;
}

function takeColumns(cells: readonly Cell[], columns: number): readonly Cell[] {
  let used = 0;
  const end = cells.findIndex((cell) => (used += cell.width) > columns);
  return end < 0 ? cells : cells.slice(0, end);
}
