import { createColors } from 'picocolors';
import type { Diagnostic } from '../../engine/diagnostics/diagnostic.ts';
import { renderDiagnostics } from '../../engine/diagnostics/render-diagnostic.ts';
import { cutText, printable, wrapText } from '../../engine/diagnostics/text-width.ts';
import type { RunEvent, StepResult } from '../../engine/run/run-results.ts';
import { systemClock, type Clock } from './clock.ts';
import { formatCounted, formatDuration } from './format-quantity.ts';
import { LiveRegion } from './live-region.ts';
import { renderClosing } from './render-closing.ts';
import { renderHeading, type RunHeading } from './render-summary.ts';
import { renderOptions, type Reporter, type ReporterOptions } from './reporter.ts';
import { RunningSteps } from './running-steps.ts';
import { fixedLayout } from './step-layout.ts';
import { runningLine, stepLines, type Colours, type StepLineStyle } from './step-lines.ts';
import { isTest } from './step-status.ts';

const redrawEvery = 100;
const mostRunningLines = 12;
const spinner = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';

/** For a person at a terminal: what runs now is redrawn at the bottom, what is finished stays above it. */
export function terminalReporter(options: ReporterOptions): Reporter {
  return new TerminalReporter(options);
}

class TerminalReporter implements Reporter {
  readonly #options: ReporterOptions;
  readonly #clock: Clock;
  readonly #colours: Colours;
  readonly #region: LiveRegion;
  readonly #running: RunningSteps;
  readonly #stopTimer: () => void;
  #run: (RunHeading & { readonly startedAt: number }) | undefined;
  readonly #finished = { nodes: 0, tests: 0 };
  #pending: string[] = [];
  #isUnitWritten = false;
  #turn = 0;

  constructor(options: ReporterOptions) {
    const { output, redactor, clock = systemClock } = options;
    this.#options = options;
    this.#clock = clock;
    this.#colours = createColors(options.colour);
    this.#running = new RunningSteps(() => clock.now());
    this.#region = new LiveRegion({
      write: (text) => output.write(redactor.redact(text)),
      get columns() {
        return output.columns;
      },
      get rows() {
        return output.rows;
      },
    });
    this.#stopTimer = clock.every(redrawEvery, () => this.#draw());
  }

  event(event: RunEvent): void {
    this.#running.event(event);
    if (event.type === 'run_started') this.#start(event);
    if (event.type === 'step_finished') this.#finish(event.result);
    if (event.type === 'notice') this.#say(`  ${printable(event.message)}`);
    if (event.type !== 'run_finished') return;
    this.#run = undefined;
    this.#say('', renderClosing(event.results, renderOptions(this.#options, this.#region.columns)));
    this.#draw();
  }

  diagnostics(list: readonly Diagnostic[]): void {
    this.#say(renderDiagnostics(list, renderOptions(this.#options, this.#region.columns)));
    this.#draw();
  }

  close(): void {
    this.#stopTimer();
    this.#run = undefined;
    this.#draw();
    this.#region.close();
  }

  #start(heading: RunHeading): void {
    this.#run = { ...heading, startedAt: this.#clock.now() };
    this.#say(...wrapText(renderHeading(heading, this.#options.version), this.#region.columns - 1), '');
    this.#draw();
  }

  /** Tests that passed are only counted; what is skipped is told at the end, once for each reason. */
  #finish(result: StepResult): void {
    this.#finished[isTest(result) ? 'tests' : 'nodes'] += 1;
    if (result.status === 'pass' || result.status === 'skipped') return;
    const unit = !this.#isUnitWritten && result.rows !== undefined;
    this.#isUnitWritten ||= unit;
    this.#say(...stepLines(result, this.#style(unit)));
  }

  #say(...lines: readonly string[]): void {
    this.#pending.push(...lines);
  }

  #draw(): void {
    this.#turn += 1;
    const above = this.#pending;
    this.#pending = [];
    this.#region.draw(above, this.#run === undefined ? [] : this.#liveLines(this.#run));
  }

  #liveLines({ nodes, tests, startedAt }: RunHeading & { readonly startedAt: number }): readonly string[] {
    const turn = spinner[this.#turn % spinner.length]!;
    const steps = this.#running.list();
    const room = Math.min(this.#region.mostLines - 2, mostRunningLines);
    const shown = steps.length > room ? steps.slice(0, Math.max(room - 1, 0)) : steps;
    const more = steps.length - shown.length;
    const elapsed = formatDuration(this.#clock.now() - startedAt);
    const status = `  ${this.#finished.nodes} of ${formatCounted(nodes, 'node')} · ${this.#finished.tests} of ${formatCounted(tests, 'test')} · ${elapsed}`;
    return [
      ...shown.map((step) => runningLine(step, turn, this.#style(true))),
      ...(more > 0 ? [this.#colours.dim(`  and ${more} more`)] : []),
      this.#colours.dim(cutText(status, this.#region.columns - 1)),
    ];
  }

  #style(unit: boolean): StepLineStyle {
    const redact = (text: string): string => this.#options.redactor.redact(text);
    return { layout: fixedLayout(this.#region.columns), colours: this.#colours, redact, unit };
  }
}
