export type Cell = string | number | bigint | boolean | Date | null | undefined | object;

/** Rows under their headings, in columns; numbers to the right. Without a trailing line end. */
export function formatTable(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => row.map(formatCell));
  const widths = columns.map((name, index) => Math.max(name.length, ...texts.map((row) => row[index]?.length ?? 0)));
  const isNumber = columns.map((_, index) => rows.every((row) => isNumeric(row[index])));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => (isNumber[index] ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(columns), line(widths.map((width) => '─'.repeat(width))), ...texts.map(line)].join('\n');
}

function isNumeric(cell: Cell): boolean {
  return typeof cell === 'number' || typeof cell === 'bigint';
}

function formatCell(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().replace('T00:00:00.000Z', '').replace('T', ' ').slice(0, 16);
  if (typeof cell === 'number') return Number.isInteger(cell) ? cell.toLocaleString('en-GB') : cell.toFixed(3);
  if (typeof cell === 'object') return JSON.stringify(cell);
  return typeof cell === 'bigint' ? cell.toLocaleString('en-GB') : String(cell);
}
