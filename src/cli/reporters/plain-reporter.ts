import { createColors } from 'picocolors';
import { renderDiagnostics } from '../../engine/diagnostics/render-diagnostic.ts';
import { printable } from '../../engine/diagnostics/text-width.ts';
import type { RunEvent, StepResult } from '../../engine/run/run-results.ts';
import { systemClock } from './clock.ts';
import { formatCount, formatCounted, formatDuration } from './format-quantity.ts';
import { renderOptions, type Reporter, type ReporterOptions } from './reporter.ts';
import { renderClosing } from './render-closing.ts';
import { renderHeading } from './render-summary.ts';
import { RunningSteps } from './running-steps.ts';
import { remarksOf } from './step-lines.ts';
import { isBroken, isTest } from './step-status.ts';
import type { StepSize } from './step-layout.ts';

// CI ends jobs that say nothing for long.
const stillRunningEvery = 60_000;
const width = 120;

/** For pipes and CI: one line for each step, as it ends, and nothing that is ever redrawn. */
export function plainReporter(options: ReporterOptions): Reporter {
  const { output, redactor, clock = systemClock } = options;
  const colours = createColors(options.colour);
  const running = new RunningSteps(() => clock.now());
  const write = (text: string): void => void output.write(`${redactor.redact(text)}\n`);
  const stop = clock.every(stillRunningEvery, () => {
    for (const step of running.list()) write(stillRunning(step));
  });
  const render = renderOptions(options, width);
  let testsAreTheWork = false;
  return {
    event(event) {
      running.event(event);
      const text = describe(event);
      if (text !== undefined) write(text);
    },
    diagnostics: (list) => write(renderDiagnostics(list, render)),
    close: stop,
  };

  function describe(event: RunEvent): string | undefined {
    if (event.type === 'run_started') {
      testsAreTheWork = event.command === 'test';
      return `${renderHeading(event, options.version)}\n`;
    }
    if (event.type === 'step_finished') return isQuiet(event.result) ? undefined : stepLine(event.result);
    if (event.type === 'notice') return `  ${printable(redactor.redact(event.message))}`;
    return event.type === 'run_finished' ? `\n${renderClosing(event.results, render)}` : undefined;
  }

  /** In a build, a node's own line says how many tests it passed. */
  function isQuiet(result: StepResult): boolean {
    return !testsAreTheWork && isTest(result) && (result.status === 'pass' || result.status === 'skipped');
  }

  function stepLine(result: StepResult): string {
    const { kind, name, status, rows, duration } = result;
    const paint = isBroken(status) ? colours.red : status === 'warn' ? colours.yellow : (text: string): string => text;
    const count = rows === undefined ? '' : formatCount(rows);
    const start = `${status.padEnd(9)} ${printable(kind).padEnd(11)} ${printable(name).padEnd(48)}`;
    const size = `${count.padStart(12)} ${formatDuration(duration).padStart(11)}`;
    const remarks = printable(redactor.redact(remarksOf(result).join(' · ')));
    return paint(`  ${start} ${size}  ${remarks}`.trimEnd());
  }
}

function stillRunning({ kind, name, rows, duration }: StepSize): string {
  const size = rows === undefined ? '' : `, ${formatCounted(rows, 'row')}`;
  return printable(`  … still running: ${kind} ${name} (${formatDuration(duration)}${size})`);
}
