import type { Diagnostic } from '../../engine/diagnostics/diagnostic.ts';
import type { Redactor } from '../../engine/diagnostics/redaction.ts';
import type { RenderOptions } from '../../engine/diagnostics/render-diagnostic.ts';
import type { LocationContext } from '../../engine/diagnostics/resolve-location.ts';
import type { RunEvent } from '../../engine/run/run-results.ts';
import type { Clock } from './clock.ts';

/** Tells a person or a program what happens. Everything that it writes has gone through the redactor. */
export interface Reporter {
  event(event: RunEvent): void;
  diagnostics(list: readonly Diagnostic[]): void;
  /** Leaves the terminal as it was found. To be called once nothing more happens; more than once does no harm. */
  close(): void;
}

/** What a reporter needs of process.stdout. */
export interface Output {
  write(text: string): unknown;
  readonly columns?: number;
  readonly rows?: number;
}

export interface ReporterOptions extends LocationContext {
  readonly output: Output;
  readonly colour: boolean;
  readonly redactor: Redactor;
  readonly version: string;
  readonly clock?: Clock;
}

export function renderOptions({ sources, locate, colour, redactor }: ReporterOptions, width: number): RenderOptions {
  return {
    sources,
    ...(locate === undefined ? {} : { locate }),
    colour,
    width,
    redact: (text) => redactor.redact(text),
  };
}
