import type { Lake } from '../adapters/lake.ts';
import type { SourceConnection } from '../adapters/source.ts';
import type { DocumentStore } from '../adapters/store.ts';
import type { Warehouse, WarehouseSession } from '../adapters/warehouse.ts';
import type { CompiledProject } from '../compile/compiled-project.ts';
import type { NodeId } from '../graph/graph.ts';
import type { KeyedHash } from '../treatments/treatment.ts';
import type { SessionPool } from './session-pool.ts';

/** Everything that a step may touch. Connections are opened when the first step needs them and shared. */
export interface RunContext {
  readonly runId: string;
  readonly compiled: CompiledProject;
  readonly warehouse: Warehouse;
  readonly sessions: SessionPool;
  readonly lake: Lake;
  readonly workers: number;
  /** The bundle of every TypeScript model, where there is one. */
  readonly bundle: string | undefined;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  source(connection: string): Promise<SourceConnection>;
  store(connection: string): Promise<DocumentStore>;
  keyedHash(name: string): KeyedHash;
  now(): Date;
  newId(): string;
  progress(step: NodeId, rows: number): void;
  notice(message: string): void;
  /** Between two attempts; milliseconds. By the clock where nothing is said. */
  readonly pause?: ((milliseconds: number) => Promise<void>) | undefined;
  /** Called between an effect and what follows it; tests of crashes stop the process here. */
  checkpoint(place: string): void | Promise<void>;
}

/** What an operation has to say for itself. */
export interface OperationOutcome {
  readonly rows?: number;
  readonly remarks?: readonly string[];
  /** Nothing was different from what stood there before. */
  readonly unchanged?: boolean;
}

/** What an operation runs in: the step's session, inside its transaction where there is one. */
export interface OperationScope {
  readonly step: NodeId;
  readonly session: WarehouseSession;
  readonly context: RunContext;
}
