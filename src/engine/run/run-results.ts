import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { NodeId } from '../graph/graph.ts';

/** dbt's words: `success` for what is built, `pass` for a test. */
export type Status = 'success' | 'unchanged' | 'error' | 'skipped' | 'pass' | 'warn' | 'fail';

export interface StepResult {
  readonly id: NodeId;
  readonly name: string;
  /** What a person reads in the first column: `extract`, `view`, `table`, `incremental`, `projection`, `seed`, `test` … */
  readonly kind: string;
  readonly status: Status;
  readonly startedAt: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Rows of the relation, where they are known without a further scan. */
  readonly rows?: number;
  /** Failing rows of a test: the true number, also on a pass or warning. */
  readonly failures?: number;
  /** Short remarks for a person: `buyer_id pseudonymised (key v1)`, `2 workers, 11,900 rows/s`. */
  readonly remarks: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** For a skip: the node whose failure is the reason. */
  readonly because?: NodeId;
}

export interface RunResults {
  readonly runId: string;
  readonly command: string;
  readonly project: string;
  readonly target: string;
  readonly startedAt: string;
  readonly duration: number;
  readonly results: readonly StepResult[];
  readonly diagnostics: readonly Diagnostic[];
  readonly success: boolean;
}

export type RunEvent =
  | {
      readonly type: 'run_started';
      readonly runId: string;
      readonly project: string;
      readonly target: string;
      readonly command: string;
      readonly nodes: number;
      readonly tests: number;
    }
  | { readonly type: 'step_started'; readonly id: NodeId; readonly name: string; readonly kind: string }
  | { readonly type: 'step_progress'; readonly id: NodeId; readonly rows: number }
  | { readonly type: 'step_finished'; readonly result: StepResult }
  | { readonly type: 'notice'; readonly message: string }
  | { readonly type: 'run_finished'; readonly results: RunResults };
