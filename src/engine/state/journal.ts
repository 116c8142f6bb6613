import type { Lake } from '../adapters/lake.ts';

/** What a run intends and what came of it, for whoever looks after a crash. */
export type JournalRecord =
  | {
      readonly event: 'intent';
      readonly step: string;
      readonly strategy: string;
      readonly hash: string;
      readonly at: string;
    }
  | {
      readonly event: 'done';
      readonly step: string;
      readonly status: string;
      readonly rows?: number;
      readonly at: string;
    };

export interface Journal {
  write(record: JournalRecord): void;
  close(): Promise<void>;
}

const flushEvery = 250;

/**
 * Appends records in small objects under the run's folder of the lake. What a crash can lose is a quarter of a second
 * of records, never data: steps are idempotent, and the manifests and transactions say what is done.
 */
export function openJournal(lake: Lake, folder: string): Journal {
  let pending: JournalRecord[] = [];
  let part = 0;
  let writing: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    if (pending.length === 0) return;
    const text = pending.map((record) => `${JSON.stringify(record)}\n`).join('');
    pending = [];
    part += 1;
    const key = `${folder}/journal-${String(part).padStart(5, '0')}.jsonl`;
    writing = writing.then(() => lake.putText(key, text)).catch(() => undefined);
  };
  return {
    write(record) {
      pending.push(record);
      timer ??= setTimeout(flush, flushEvery);
    },
    async close() {
      clearTimeout(timer);
      flush();
      await writing;
    },
  };
}
