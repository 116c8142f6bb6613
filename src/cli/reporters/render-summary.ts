import { createColors } from 'picocolors';
import { printable, wrapText } from '../../engine/diagnostics/text-width.ts';
import type { RunResults, StepResult } from '../../engine/run/run-results.ts';
import { formatCounted } from './format-quantity.ts';
import { renderClosing, type ClosingOptions } from './render-closing.ts';
import { measuredLayout } from './step-layout.ts';
import { stepLines } from './step-lines.ts';
import { isTest } from './step-status.ts';

export interface SummaryOptions extends ClosingOptions {
  /** Of Alambic, for the first line. */
  readonly version?: string;
}

export interface RunHeading {
  readonly project: string;
  readonly target: string;
  readonly nodes: number;
  readonly tests: number;
}

/** A whole run as a person reads it: what was built, what failed and why, what was skipped, and how it ended. */
export function renderSummary(results: RunResults, options: SummaryOptions): string {
  const tests = results.results.filter(isTest).length;
  const heading = renderHeading({ ...results, nodes: results.results.length - tests, tests }, options.version);
  const table = renderSteps(results.results, options);
  return [
    wrapText(heading, options.width).join('\n'),
    ...(table === '' ? [] : [table]),
    renderClosing(results, options),
  ].join('\n\n');
}

/** `alambic 0.1.0 · amazon_reviews · target local · 27 nodes, 61 tests`. */
export function renderHeading({ project, target, nodes, tests }: RunHeading, version?: string): string {
  const product = version === undefined ? 'alambic' : `alambic ${version}`;
  const size = `${formatCounted(nodes, 'node')}, ${formatCounted(tests, 'test')}`;
  return printable([product, project, `target ${target}`, size].join(' · '));
}

/** Tests that passed are only counted, and skipped nodes are listed with their reason at the end. */
function renderSteps(
  results: readonly StepResult[],
  { width, colour, redact = (text) => text }: SummaryOptions,
): string {
  const shown = results.filter((each) => each.status !== 'skipped' && each.status !== 'pass');
  const layout = measuredLayout(shown, width);
  const style = { layout, colours: createColors(colour), redact };
  const first = shown.findIndex((each) => each.rows !== undefined);
  return shown.flatMap((each, at) => stepLines(each, { ...style, unit: at === first })).join('\n');
}
