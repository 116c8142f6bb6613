import type { DuckDBConnection } from '@duckdb/node-api';

export interface StatementWatch {
  /** Runs a statement's work, to be interrupted where the signal is given meanwhile. */
  run<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T>;
  /** Forgets the signal. */
  close(): void;
}

/** Interrupting a connection before its statement has begun does nothing, so it is done again until the statement ends. */
const interval = 20;

/** What runs when the signal is given is interrupted; what starts later is not, so that a run can be closed in order. */
export function watchStatements(signal: AbortSignal | undefined): StatementWatch {
  const running = new Set<{ readonly connection: DuckDBConnection }>();
  const interrupt = (): void => {
    const atThatTime = [...running];
    const again = (): void => {
      const left = atThatTime.filter((statement) => running.has(statement));
      left.forEach(({ connection }) => connection.interrupt());
      if (left.length > 0) setTimeout(again, interval);
    };
    again();
  };
  signal?.addEventListener('abort', interrupt);
  return {
    async run(connection, work) {
      const statement = { connection };
      running.add(statement);
      try {
        return await work();
      } finally {
        running.delete(statement);
      }
    },
    close: () => signal?.removeEventListener('abort', interrupt),
  };
}
