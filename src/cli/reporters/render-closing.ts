import { createColors } from 'picocolors';
import { renderDiagnostic, renderDiagnostics, type RenderOptions } from '../../engine/diagnostics/render-diagnostic.ts';
import { rememberPlaces } from '../../engine/diagnostics/resolve-location.ts';
import { printable, wrapText } from '../../engine/diagnostics/text-width.ts';
import type { RunResults, StepResult } from '../../engine/run/run-results.ts';
import { formatCounted, formatDuration } from './format-quantity.ts';
import { isBroken, isTest, nodeName } from './step-status.ts';

export type ClosingOptions = Pick<RenderOptions, 'width' | 'colour'> & Partial<RenderOptions>;
type Rendering = RenderOptions & Required<Pick<RenderOptions, 'redact'>>;

const indent = '  ';
const mostSkippedNames = 6;

/** What follows the steps: warnings, failures with their diagnostics, skipped nodes with the reason, and the last line. */
export function renderClosing(results: RunResults, given: ClosingOptions): string {
  const options = withDefaults(given);
  const warned = results.results.filter((each) => each.status === 'warn');
  const broken = results.results.filter((each) => isBroken(each.status));
  const sections = [
    renderDiagnostics(results.diagnostics, options),
    ...[...warned, ...broken].map((each) => renderFault(each, options)),
    renderSkipped(results.results, options),
    renderEnd(results, options),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

/** The diagnostic of a data test names it; every other step is named above its diagnostics. */
function renderFault(step: StepResult, options: Rendering): string {
  const said = step.diagnostics.map((each) => renderDiagnostic(each, options));
  if (isTest(step) && said.length > 0) return said.join('\n\n');
  const colours = createColors(options.colour);
  const title = printable(`${step.kind} ${step.name}`);
  const mark = step.status === 'warn' ? colours.yellow(`! ${title}`) : colours.red(`✗ ${title}`);
  const remarks = step.remarks.length > 0 ? [indent + printable(options.redact(step.remarks.join(' · ')))] : [];
  return [mark, ...(said.length === 0 ? remarks : said)].join('\n');
}

function renderSkipped(results: readonly StepResult[], options: Rendering): string {
  const names = new Map<string, string[]>();
  for (const { name, status, because, kind } of results) {
    if (status !== 'skipped' || isTest({ kind, status })) continue;
    const reason = because === undefined ? 'the run ended before their turn' : `because ${nodeName(because)} failed`;
    names.set(reason, [...(names.get(reason) ?? []), name]);
  }
  const colours = createColors(options.colour);
  return [...names]
    .map(([reason, skipped]) => skippedLines(reason, skipped, options.width).map(colours.dim).join('\n'))
    .join('\n');
}

function skippedLines(reason: string, names: readonly string[], width: number): readonly string[] {
  const more = names.length - mostSkippedNames;
  const listed =
    names.slice(0, more > 1 ? mostSkippedNames : names.length).join(', ') + (more > 1 ? ` and ${more} more` : '');
  const [first = '', ...rest] = wrapText(printable(`${listed} ${reason}`), width - 13);
  return [`- skipped    ${first}`, ...rest.map((line) => ' '.repeat(13) + line)];
}

function renderEnd(results: RunResults, { colour, width }: Rendering): string {
  const colours = createColors(colour);
  const end = results.success ? 'done' : 'failed';
  const text = [
    `${end} in ${formatDuration(results.duration)}`,
    ...countNodes(results.results),
    ...countTests(results.results),
  ].join(' · ');
  const [first = '', ...rest] = wrapText(text, width - indent.length);
  const painted = colours.bold(results.success ? colours.green(end) : colours.red(end)) + first.slice(end.length);
  return [painted, ...rest].map((line) => indent + line).join('\n');
}

/** Left out where every node was built and the tests say the rest. */
function countNodes(results: readonly StepResult[]): readonly string[] {
  const nodes = results.filter((each) => !isTest(each));
  const count = (wanted: (step: StepResult) => boolean, word: string): readonly string[] => {
    const found = nodes.filter(wanted).length;
    return found === 0 ? [] : [`${found} ${word}`];
  };
  const built = count((each) => each.status === 'success', 'built');
  const others = [
    ...count((each) => each.status === 'unchanged', 'unchanged'),
    ...count((each) => isBroken(each.status), 'failed'),
    ...count((each) => each.status === 'skipped', 'skipped'),
  ];
  if (others.length === 0 && nodes.length < results.length) return [];
  const all = [...built, ...others];
  return [all.length === 0 ? 'nothing to do' : all.join(', ')];
}

function countTests(results: readonly StepResult[]): readonly string[] {
  const tests = results.filter(isTest);
  if (tests.length === 0) return [];
  const count = (...wanted: readonly StepResult['status'][]): number =>
    tests.filter((each) => wanted.includes(each.status)).length;
  const skipped = count('skipped');
  const counted = `${formatCounted(count('pass'), 'test')} passed, ${count('warn')} warned, ${count('fail', 'error')} failed`;
  return [skipped === 0 ? counted : `${counted}, ${skipped} skipped`];
}

function withDefaults(options: ClosingOptions): Rendering {
  const { sources = () => undefined, locate, redact = (text: string) => text, width, colour } = options;
  return { ...rememberPlaces({ sources, ...(locate === undefined ? {} : { locate }) }), redact, width, colour };
}
