import { displayWidth } from '../../engine/diagnostics/text-width.ts';
import { formatCount, formatDuration } from './format-quantity.ts';

/** Columns of a line about a step: `✗ kind name rows remarks duration`, with one or two spaces between them. */
export interface StepLayout {
  readonly width: number;
  readonly kind: number;
  readonly name: number;
  /** 0 where the rows stand among the remarks. */
  readonly rows: number;
  /** 0 where the remarks stand on lines of their own, under the name. */
  readonly remarks: number;
  readonly duration: number;
}

/** What a line shows of a step; less than a result, so that a running step has it too. */
export interface StepSize {
  readonly kind: string;
  readonly name: string;
  readonly rows?: number;
  readonly duration: number;
}

const longestKind = 11;
const narrowest = 40;
const leastRemarks = 24;
const leastName = 24;
export const rowsUnit = ' rows';

/** For lines that are written one after the other, before it is known what the later ones hold. */
export function fixedLayout(columns: number): StepLayout {
  const width = usableWidth(columns);
  return fit(width, longestKind, Math.min(Math.floor(width * 0.3), 36), formatCount(9_999_999).length, 8);
}

/** For lines that are all known: no wider than what they hold. */
export function measuredLayout(steps: readonly StepSize[], columns: number): StepLayout {
  const width = usableWidth(columns);
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(displayWidth));
  const kind = Math.min(widest(steps.map((step) => step.kind)), longestKind);
  const name = Math.min(widest(steps.map((step) => step.name)), Math.floor(width * 0.4));
  const rows = widest(steps.flatMap((step) => (step.rows === undefined ? [] : [formatCount(step.rows)])));
  return fit(
    width,
    Math.max(kind, 'projection'.length),
    name,
    rows,
    widest(steps.map((step) => formatDuration(step.duration))),
  );
}

/** The columns that a step's name, kind and mark take before anything else. */
export function nameColumn({ kind }: StepLayout): number {
  return 2 + kind + 1;
}

function fit(width: number, kind: number, longestName: number, digits: number, duration: number): StepLayout {
  const rows = digits === 0 ? 0 : digits + rowsUnit.length;
  const fixed = 2 + kind + 1 + 2 + duration;
  const room = width - fixed - (rows === 0 ? 0 : rows + 2);
  const besideRemarks = Math.min(longestName, room - leastRemarks - 2);
  if (besideRemarks >= Math.min(longestName, leastName)) {
    return { width, kind, name: besideRemarks, rows, remarks: room - besideRemarks - 2, duration };
  }
  if (rows > 0 && room >= Math.min(longestName, leastName))
    return { width, kind, name: room, rows, remarks: 0, duration };
  return { width, kind, name: width - fixed, rows: 0, remarks: 0, duration };
}

/** The last column stays free: a terminal would begin a new line in it. */
function usableWidth(columns: number): number {
  return Math.max(columns, narrowest) - 1;
}
