/** A place as an editor shows it: both from 1, the column in UTF-16 units (a tab counts one). */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets of one text into lines and columns, and back. Lines end with `\n`, `\r\n` or a lone `\r`. */
export class LineIndex {
  readonly text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    this.#starts = lineStarts(text);
  }

  /** At least 1; a final line break begins one more, empty line. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** Offsets outside the text count as its nearest end. */
  position(offset: number): Position {
    const inside = clamp(offset, 0, this.text.length);
    const line = this.#lineAt(inside);
    return { line: line + 1, column: inside - this.#starts[line]! + 1 };
  }

  /** The UTF-16 offset of a line and column, moved into the line where the column lies beyond its end. */
  offset(line: number, column: number): number {
    const index = clamp(line, 1, this.lineCount) - 1;
    if (line > this.lineCount) return this.text.length;
    const { start, end } = this.lineRange(index + 1);
    return clamp(start + column - 1, start, end);
  }

  /** Where a line stands, its line break left out. */
  lineRange(line: number): { readonly start: number; readonly end: number } {
    const index = clamp(line, 1, this.lineCount) - 1;
    const start = this.#starts[index]!;
    let end = this.#starts[index + 1] ?? this.text.length;
    const isLast = index + 1 === this.lineCount;
    if (!isLast && this.text[end - 1] === '\n') end--;
    if (!isLast && end > start && this.text[end - 1] === '\r') end--;
    return { start, end };
  }

  line(line: number): string {
    const { start, end } = this.lineRange(line);
    return this.text.slice(start, end);
  }

  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** DuckDB's `position`: counted in code points. */
export function offsetFromCodePoints(text: string, codePoints: number): number {
  let offset = 0;
  for (let counted = 0; counted < codePoints && offset < text.length; counted++) offset += unitsAt(text, offset);
  return offset;
}

/** DuckDB's `query_location`: counted in bytes of UTF-8. A byte inside a character gives where the character begins. */
export function offsetFromUtf8(text: string, bytes: number): number {
  let offset = 0;
  let counted = 0;
  while (offset < text.length) {
    counted += utf8Bytes(text.codePointAt(offset)!);
    if (counted > bytes) break;
    offset += unitsAt(text, offset);
  }
  return offset;
}

function unitsAt(text: string, offset: number): 1 | 2 {
  return text.codePointAt(offset)! > 0xffff ? 2 : 1;
}

/** A lone surrogate becomes U+FFFD when it is encoded: three bytes, as its range gives. */
function utf8Bytes(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return starts;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
