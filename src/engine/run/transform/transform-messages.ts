import type { ResultColumn } from '../../adapters/warehouse.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { WireTable } from './wire-table.ts';

/** What a worker is started with. */
export interface WorkerSetup {
  /** Absolute path of the bundle of the project's TypeScript models. */
  readonly bundleFile: string;
  /** Absolute path of the project folder. */
  readonly root: string;
  /** The model's file, as the bundle names it: `models/enriched/reviews.ts`. */
  readonly path: string;
  readonly model: string;
  readonly target: string;
  readonly vars: Readonly<Record<string, unknown>>;
  /** The input that is streamed. */
  readonly input: string;
  /** The other inputs, whole. */
  readonly others: readonly (readonly [name: string, table: WireTable])[];
  readonly columns: readonly ResultColumn[];
}

/** One batch of the streamed input. */
export interface WorkerRequest {
  readonly id: number;
  readonly offset: number;
  readonly table: WireTable;
}

export type WorkerFault = Pick<Diagnostic, 'code' | 'message' | 'hint' | 'location' | 'notes'> & {
  /** The declared column that it is about. */
  readonly column?: string;
};

export type WorkerReply =
  | { readonly id: number; readonly table: WireTable }
  | { readonly id: number; readonly fault: WorkerFault };
