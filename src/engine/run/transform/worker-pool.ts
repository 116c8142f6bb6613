import { Worker } from 'node:worker_threads';
import { failure, type AlambicError } from '../../diagnostics/diagnostic.ts';
import { describeThrown } from '../../diagnostics/thrown-error.ts';
import type { WorkerFault, WorkerReply, WorkerRequest, WorkerSetup } from './transform-messages.ts';
import { transferList, type WireTable } from './wire-table.ts';

export interface WorkerPool {
  /** Rejects with an AlambicError E0505 or E0506. */
  run(offset: number, table: WireTable): Promise<WireTable>;
  /** True once user code has written to the console: what it wrote may quote values, so nobody sees it. */
  wroteToConsole(): boolean;
  /** Ends every worker at once; what still runs is rejected. */
  close(): Promise<void>;
}

interface PooledWorker {
  readonly worker: Worker;
  readonly waiting: Map<number, { resolve(table: WireTable): void; reject(error: unknown): void }>;
}

export interface WorkerPoolOptions {
  /** The worker's entry. */
  readonly file: string;
  readonly setup: WorkerSetup;
  readonly size: number;
  /** Turns a fault of user code into an error at the right place of the model's file. */
  explain(fault: WorkerFault): AlambicError;
}

/** Threads that all run one model. One is started when a batch finds the others busy, up to `size`. */
export function openWorkerPool({ file, setup, size, explain }: WorkerPoolOptions): WorkerPool {
  const workers: PooledWorker[] = [];
  let nextId = 0;
  let wrote = false;
  let closed = false;

  const start = (): PooledWorker => {
    // The environment may hold secrets, and the parent's flags may load what a worker cannot.
    const worker = new Worker(file, {
      workerData: setup,
      env: publicEnvironment(),
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    const pooled: PooledWorker = { worker, waiting: new Map() };
    for (const stream of [worker.stdout, worker.stderr]) stream.on('data', () => (wrote = true));
    const fail = (fault: WorkerFault): void => {
      if (workers.includes(pooled)) workers.splice(workers.indexOf(pooled), 1);
      for (const { reject } of pooled.waiting.values()) reject(explain(fault));
      pooled.waiting.clear();
    };
    worker.on('message', (reply: WorkerReply) => {
      const waiting = pooled.waiting.get(reply.id);
      pooled.waiting.delete(reply.id);
      if ('fault' in reply) waiting?.reject(explain(reply.fault));
      else waiting?.resolve(reply.table);
    });
    worker.on('error', (error) => fail(crashFault(error, setup)));
    worker.on('exit', (code) => fail(closed ? interrupted : exitFault(code, setup)));
    workers.push(pooled);
    return pooled;
  };

  const choose = (): PooledWorker => {
    const least = workers.toSorted((a, b) => a.waiting.size - b.waiting.size)[0];
    return least === undefined || (least.waiting.size > 0 && workers.length < size) ? start() : least;
  };

  return {
    run: (offset, table) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(explain(interrupted));
        const { worker, waiting } = choose();
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, offset, table } satisfies WorkerRequest, transferList(table) as ArrayBuffer[]);
      }),
    wroteToConsole: () => wrote,
    async close() {
      closed = true;
      await Promise.all(workers.map(({ worker }) => worker.terminate()));
    },
  };
}

const interrupted: WorkerFault = { code: 'E0708', message: 'interrupted' };

function crashFault(error: Error & { code?: string }, { model, root }: WorkerSetup): WorkerFault {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return {
      code: 'E0506',
      message: `model "${model}" used up the memory of its worker`,
      hint: 'give it a smaller batchSize, or keep less between rows',
    };
  }
  const { what, location } = describeThrown(error, root);
  return {
    code: 'E0506',
    message: `model "${model}" threw ${what} outside of its transform`,
    location,
    hint: 'every promise must be awaited',
  };
}

function exitFault(code: number, { model }: WorkerSetup): WorkerFault {
  return {
    code: 'E0506',
    message: `model "${model}" ended its worker (exit code ${code})`,
    hint: 'a model must not call process.exit',
  };
}

function publicEnvironment(): NodeJS.ProcessEnv {
  const names = ['HOME', 'LANG', 'LC_ALL', 'NODE_ENV', 'PATH', 'TMPDIR', 'TZ'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

/** An interruption as an error, for a run that ends before its workers do. */
export function interruption(): AlambicError {
  return failure(interrupted.code, interrupted.message);
}
