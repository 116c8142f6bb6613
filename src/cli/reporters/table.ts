import { createColors } from 'picocolors';
import type { ResultColumn, ResultSet, Value } from '../../engine/adapters/warehouse.ts';
import { cutText, displayWidth, padText, printable } from '../../engine/diagnostics/text-width.ts';
import { formatCounted } from './format-quantity.ts';
import { formatValue, isNumeric } from './format-value.ts';
import { renderResultCsv, renderResultJson } from './result-formats.ts';

interface TableOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
}

export interface ResultSetOptions extends TableOptions {
  readonly format: 'text' | 'json' | 'csv';
}

interface TableColumn {
  readonly name: string;
  readonly align: 'left' | 'right';
  /** Half a number or half a date would be read as another one. */
  readonly canBeCut: boolean;
  /** Undefined is NULL. */
  readonly cells: readonly (string | undefined)[];
  readonly width: number;
}

const gap = '  ';
const narrowestColumn = 8;
const nullText = 'null';

export function renderResultSet(result: ResultSet, options: ResultSetOptions): string {
  if (options.format === 'json') return renderResultJson(result);
  return options.format === 'csv' ? renderResultCsv(result) : renderTable(result, options);
}

/** An aligned table; what does not fit the width is cut with `…`, and columns beyond it are only counted. */
function renderTable({ columns, rows }: ResultSet, { width, colour }: TableOptions): string {
  const colours = createColors(colour);
  const all = fitColumns(
    columns.map((column, at) =>
      tableColumn(
        column,
        rows.map((row) => row[at] ?? null),
        width,
      ),
    ),
    width,
  );
  const shown = columnsThatFit(all, width);
  const cell = (column: TableColumn, text: string): string =>
    padText(cutText(text, column.width), column.width, column.align);
  const line = (cells: readonly string[]): string => cells.join(gap).trimEnd();
  const header = line(shown.map((column) => colours.bold(cell(column, column.name))));
  const rule = colours.dim(line(shown.map((column) => '─'.repeat(column.width))));
  const body = rows.map((_, at) =>
    line(
      shown.map((column) =>
        column.cells[at] === undefined ? colours.dim(cell(column, nullText)) : cell(column, column.cells[at]),
      ),
    ),
  );
  return [
    ...(shown.length === 0 ? [] : [header, rule]),
    ...body,
    colours.dim(footer(rows.length, all.length - shown.length)),
  ].join('\n');
}

function tableColumn({ name, type }: ResultColumn, values: readonly Value[], most: number): TableColumn {
  const cells = values.map((value) => (value === null ? undefined : oneLine(formatValue(value, type), most)));
  const header = oneLine(name, most);
  const width = Math.max(displayWidth(header), ...cells.map((text) => displayWidth(text ?? nullText)));
  return {
    name: header,
    align: isNumeric(type) ? 'right' : 'left',
    canBeCut: !isNumeric(type) && !/^(?:date|time|bool)/.test(type),
    cells,
    width: Math.max(width, 1),
  };
}

/** Long texts are cut here already: their width is asked for again and again. */
function oneLine(text: string, most: number): string {
  return printable(cutText(text.replace(/\r\n|\r|\n/g, '↵').replaceAll('\t', ' '), most));
}

/** Takes columns from the widest texts until the table fits, but leaves each enough to be recognised. */
function fitColumns(columns: readonly TableColumn[], width: number): readonly TableColumn[] {
  const widths = columns.map((column) => column.width);
  let excess = tableWidth(widths) - width;
  while (excess > 0) {
    const candidates = columns.flatMap((column, at) => (column.canBeCut && widths[at]! > narrowestColumn ? [at] : []));
    if (candidates.length === 0) break;
    const widest = candidates.reduce((best, at) => (widths[at]! > widths[best]! ? at : best));
    widths[widest]! -= 1;
    excess -= 1;
  }
  return columns.map((column, at) => ({ ...column, width: widths[at]! }));
}

function columnsThatFit(columns: readonly TableColumn[], width: number): readonly TableColumn[] {
  let count = columns.length;
  while (count > 1 && tableWidth(columns.slice(0, count).map((column) => column.width)) > width) count -= 1;
  return columns.slice(0, count);
}

function tableWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + gap.length * Math.max(widths.length - 1, 0);
}

function footer(rows: number, hidden: number): string {
  const counted = `(${formatCounted(rows, 'row')})`;
  return hidden === 0
    ? counted
    : `${counted} · ${formatCounted(hidden, 'more column')}: a wider terminal or --format json shows them`;
}
