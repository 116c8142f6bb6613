import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from '../../engine/diagnostics/text-width.ts';
import type { Output } from './reporter.ts';

const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';
const defaultColumns = 80;
const defaultRows = 24;

/** The last lines of the terminal, drawn again and again, while finished lines scroll away above them. */
export class LiveRegion {
  readonly #output: Output;
  readonly #restore = (): void => void this.#output.write(showCursor);
  #widths: readonly number[] = [];
  #isOpen = true;

  constructor(output: Output) {
    this.#output = output;
    // Also where the process ends without close(): a shell without a cursor looks broken.
    process.once('exit', this.#restore);
    output.write(hideCursor);
  }

  get columns(): number {
    return this.#output.columns ?? defaultColumns;
  }

  /** Lines that can be drawn again: what has scrolled out of the window cannot be reached. */
  get mostLines(): number {
    return Math.max((this.#output.rows ?? defaultRows) - 2, 1);
  }

  /** Writes lines that stay, and below them those that the next call replaces. One write, so that nothing flickers. */
  draw(above: readonly string[], live: readonly string[]): void {
    const lines = [...above, ...live].map((line) => `${line}\n`).join('');
    const text = this.#erase() + lines;
    this.#widths = live.map((line) => displayWidth(stripVTControlCharacters(line)));
    if (text !== '') this.#output.write(text);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.draw([], []);
    process.off('exit', this.#restore);
    this.#restore();
  }

  /** A terminal that became narrower has broken the lines that stood in it, so they are measured against its width now. */
  #erase(): string {
    const rows = this.#widths.reduce((sum, width) => sum + Math.max(Math.ceil(width / this.columns), 1), 0);
    return rows === 0 ? '' : `\r\u001b[${Math.min(rows, this.mostLines + 1)}A\u001b[J`;
  }
}
