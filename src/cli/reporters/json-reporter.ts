import { pino } from 'pino';
import type { Diagnostic } from '../../engine/diagnostics/diagnostic.ts';
import { toJson } from '../../engine/diagnostics/diagnostic-json.ts';
import { orderDiagnostics } from '../../engine/diagnostics/order-diagnostics.ts';
import type { RunEvent, Status, StepResult } from '../../engine/run/run-results.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { isBroken, isTest } from './step-status.ts';

type Level = 'info' | 'warn' | 'error';

interface RunCounts {
  readonly nodes: Partial<Record<Status, number>>;
  readonly tests: Partial<Record<Status, number>>;
}

export interface JsonReporterOptions extends ReporterOptions {
  /** The time of a line; the system's where nothing is given. */
  readonly date?: () => Date;
}

/** For programs: one JSON object a line, with `level`, `time` (ISO 8601, UTC) and `event`, then what the event holds. */
export function jsonReporter(options: JsonReporterOptions): Reporter {
  const { output, redactor, date = () => new Date() } = options;
  const logger = pino(
    {
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => void output.write(line) },
  );
  const write = (level: Level, event: string, fields: object): void =>
    logger[level](redactor.redactValue({ event, ...fields }));
  const writeDiagnostics = (list: readonly Diagnostic[]): void => {
    for (const each of orderDiagnostics(list, options)) {
      write(each.severity === 'error' ? 'error' : 'warn', 'diagnostic', { diagnostic: toJson(each, options) });
    }
  };
  return {
    event(event) {
      if (event.type === 'run_finished') writeDiagnostics(event.results.diagnostics);
      const { type, ...fields } = flatten(event, options);
      write(levelOf(event), type, fields);
    },
    diagnostics: writeDiagnostics,
    close: () => undefined,
  };
}

function levelOf(event: RunEvent): Level {
  if (event.type === 'step_finished') return levelOfStatus(event.result.status);
  return event.type === 'run_finished' && !event.results.success ? 'error' : 'info';
}

function levelOfStatus(status: Status): Level {
  if (isBroken(status)) return 'error';
  return status === 'warn' || status === 'skipped' ? 'warn' : 'info';
}

/** The result of each step was written as it ended; the last line only counts them. */
function flatten(
  event: RunEvent,
  options: ReporterOptions,
): Readonly<Record<string, unknown>> & { readonly type: string } {
  if (event.type === 'step_finished') {
    const { diagnostics, ...result } = event.result;
    return { type: event.type, ...result, diagnostics: diagnostics.map((each) => toJson(each, options)) };
  }
  if (event.type === 'run_finished') {
    const { results, diagnostics: _, ...run } = event.results;
    return { type: event.type, ...run, ...countStatuses(results) };
  }
  return event;
}

function countStatuses(results: readonly StepResult[]): RunCounts {
  const counts: RunCounts = { nodes: {}, tests: {} };
  for (const result of results) {
    const group = isTest(result) ? counts.tests : counts.nodes;
    group[result.status] = (group[result.status] ?? 0) + 1;
  }
  return counts;
}
