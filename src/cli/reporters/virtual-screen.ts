/* oxlint-disable no-control-regex */
import type { Output } from './reporter.ts';

/** A small terminal for tests: knows line breaks, the cursor's visibility, moving up and clearing below. */
export class VirtualScreen implements Output {
  columns: number;
  rows: number;
  isCursorVisible = true;
  readonly writes: string[] = [];
  #lines: string[] = [''];
  #row = 0;

  constructor(columns = 80, rows = 24) {
    this.columns = columns;
    this.rows = rows;
  }

  write(text: string): void {
    this.writes.push(text);
    for (const [token] of text.matchAll(/\u001b\[[\d;?]*[A-Za-z]|\r|\n|[^\u001b\r\n]+/g)) this.#apply(token);
  }

  /** What is on the screen and above it, without spaces at the ends of lines. */
  get text(): string {
    return this.#lines.map((line) => line.trimEnd()).join('\n');
  }

  #apply(token: string): void {
    const control = /^\u001b\[([\d;?]*)([A-Za-z])$/.exec(token);
    if (token === '\n') this.#down();
    else if (control === null) this.#lines[this.#row] += token === '\r' ? '' : token;
    else this.#control(control[1]!, control[2]!);
  }

  #down(): void {
    this.#row += 1;
    this.#lines[this.#row] ??= '';
  }

  #control(argument: string, letter: string): void {
    if (letter === 'A') this.#row -= Number(argument);
    else if (letter === 'J') this.#lines = [...this.#lines.slice(0, this.#row), ''];
    else if (argument === '?25') this.isCursorVisible = letter === 'h';
    else if (letter !== 'm') throw new Error(`a sequence that this screen does not know: ${letter}`);
  }
}
