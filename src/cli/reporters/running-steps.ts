import type { RunEvent } from '../../engine/run/run-results.ts';
import type { StepSize } from './step-layout.ts';

interface Running {
  readonly kind: string;
  readonly name: string;
  readonly startedAt: number;
  readonly rows?: number;
}

/** What is going on now, kept up to date from the events. */
export class RunningSteps {
  readonly #steps = new Map<string, Running>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  event(event: RunEvent): void {
    if (event.type === 'step_started') {
      this.#steps.set(event.id, { kind: event.kind, name: event.name, startedAt: this.#now() });
    }
    if (event.type === 'step_finished') this.#steps.delete(event.result.id);
    const running = event.type === 'step_progress' ? this.#steps.get(event.id) : undefined;
    if (event.type === 'step_progress' && running !== undefined)
      this.#steps.set(event.id, { ...running, rows: event.rows });
  }

  /** The longest-running first; durations in milliseconds up to now. */
  list(): readonly StepSize[] {
    const now = this.#now();
    return [...this.#steps.values()].map(({ startedAt, ...step }) => ({ ...step, duration: now - startedAt }));
  }
}
