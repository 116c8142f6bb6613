import type { createColors } from 'picocolors';
import { errorCodes } from '../../engine/diagnostics/codes.ts';
import { cutText, displayWidth, padText, printable, wrapText } from '../../engine/diagnostics/text-width.ts';
import type { StepResult } from '../../engine/run/run-results.ts';
import { formatCount, formatCounted, formatDuration } from './format-quantity.ts';
import { isBroken, nodeName } from './step-status.ts';
import { nameColumn, rowsUnit, type StepLayout, type StepSize } from './step-layout.ts';

export type Colours = ReturnType<typeof createColors>;

export interface StepLineStyle {
  readonly layout: StepLayout;
  readonly colours: Colours;
  readonly redact: (text: string) => string;
  /** Whether `rows` is written behind their number: once in a table is enough. */
  readonly unit: boolean;
}

interface Cells extends StepSize {
  readonly mark: string;
  readonly remarks: readonly string[];
  readonly paint: (text: string) => string;
}

const mostLines = 3;
const separator = ' · ';

/** A finished step: one line, and more where its remarks need them. */
export function stepLines(result: StepResult, style: StepLineStyle): readonly string[] {
  const { colours } = style;
  const remarks = remarksOf(result).map((remark) => printable(style.redact(remark)));
  const cells = { kind: result.kind, name: result.name, rows: result.rows, duration: result.duration, remarks };
  if (isBroken(result.status)) return assemble({ ...cells, mark: colours.red('✗'), paint: colours.red }, style);
  if (result.status === 'warn') return assemble({ ...cells, mark: colours.yellow('!'), paint: colours.yellow }, style);
  if (result.status === 'skipped') return assemble({ ...cells, mark: colours.dim('-'), paint: colours.dim }, style);
  return assemble({ ...cells, mark: ' ', paint: (text) => text }, style);
}

/** A running step: always one line. */
export function runningLine(size: StepSize, spinner: string, style: StepLineStyle): string {
  return firstLine({ ...size, mark: style.colours.cyan(spinner), remarks: [], paint: (text) => text }, '', style);
}

/** What is to be said of a step beside its name and size. */
export function remarksOf({ status, remarks, failures, diagnostics, because }: StepResult): readonly string[] {
  if (status === 'skipped')
    return [because === undefined ? 'skipped' : `skipped because ${nodeName(because)} failed`, ...remarks];
  if (status === 'unchanged') return ['unchanged', ...remarks];
  if (status === 'warn' || (status === 'fail' && failures !== undefined))
    return [formatCounted(failures ?? 0, 'failure'), ...remarks];
  const [first] = diagnostics;
  if (isBroken(status) && first !== undefined) return [`${first.code} ${errorCodes[first.code]}`, ...remarks];
  return isBroken(status) && remarks.length === 0 ? ['failed'] : remarks;
}

function assemble(cells: Cells, style: StepLineStyle): readonly string[] {
  const { layout, colours } = style;
  const paint = cells.mark === ' ' ? colours.dim : cells.paint;
  const isBeside = layout.remarks > 0;
  const rows = layout.rows === 0 && cells.rows !== undefined ? [formatCounted(cells.rows, 'row')] : [];
  const column = isBeside ? layout.width - layout.remarks - layout.duration - 2 : nameColumn(layout);
  const room = isBeside ? layout.remarks : layout.width - column;
  const lines = joinRemarks([...rows, ...cells.remarks], room);
  const [beside = '', ...under] = isBeside ? lines : ['', ...lines];
  const first = firstLine(cells, beside === '' ? '' : paint(padText(beside, layout.remarks)), style);
  return [first, ...under.map((line) => ' '.repeat(column) + paint(line))];
}

function firstLine(cells: Cells, remarks: string, { layout, colours, unit }: StepLineStyle): string {
  const kind = padText(cutText(printable(cells.kind), layout.kind), layout.kind);
  const name = padText(cutText(printable(cells.name), layout.name), layout.name);
  const duration = formatDuration(cells.duration).padStart(layout.duration);
  const start = `${cells.mark} ${colours.cyan(kind)} ${cells.paint(name)}`;
  const rows = layout.rows === 0 ? '' : `  ${rowsCell(cells.rows, layout.rows, unit)}`;
  const beside = layout.remarks === 0 ? '' : `  ${remarks === '' ? ' '.repeat(layout.remarks) : remarks}`;
  return `${start}${rows}${beside}  ${colours.dim(duration)}`;
}

function rowsCell(rows: number | undefined, width: number, unit: boolean): string {
  if (rows === undefined) return ' '.repeat(width);
  const count = formatCount(rows).padStart(width - rowsUnit.length);
  return padText(unit ? count + (rows === 1 ? ' row' : rowsUnit) : count, width);
}

/** Breaks between remarks where it can, and says with `…` that there would be more. */
function joinRemarks(remarks: readonly string[], room: number): readonly string[] {
  const lines: string[] = [];
  for (const remark of remarks) {
    const last = lines.at(-1);
    const joined = last === undefined ? remark : last + separator + remark;
    if (last !== undefined && displayWidth(joined) <= room) lines[lines.length - 1] = joined;
    else lines.push(...wrapText(remark, room).map((line) => cutText(line, room)));
  }
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines - 1), cutText(`${lines[mostLines - 1]}${separator}…`, room)];
}
