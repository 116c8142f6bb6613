import type { Lake } from '../adapters/lake.ts';
import { failure } from '../diagnostics/diagnostic.ts';

/** Who may change a target just now. Stands in the lake, so that any worker of any scheduler sees it. */
export interface LeaseRecord {
  readonly runId: string;
  readonly command: string;
  readonly host: string;
  readonly pid: number;
  readonly startedAt: string;
  /** Past this the holder is taken for dead. */
  readonly expiresAt: string;
}

export interface Lease {
  readonly record: LeaseRecord;
  release(): Promise<void>;
}

export interface LeaseRequest {
  readonly lake: Lake;
  readonly key: string;
  readonly runId: string;
  readonly command: string;
  readonly host: string;
  readonly pid: number;
  now(): number;
  /** Whether a process of this machine is alive. */
  isAlive(pid: number): boolean;
  sleep(milliseconds: number): Promise<void>;
  /** Milliseconds to wait for another holder; 0 refuses at once. */
  readonly wait: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
  onWait?(holder: LeaseRecord): void;
  /** Another run has taken the lease over, which it may where this process was stopped for longer than a lease lives. */
  onLost?(): void;
}

const lifetime = 30_000;
const renewEvery = 10_000;
const pollEvery = 250;

/**
 * Takes the lease of a target, or says who holds it.
 *
 * @throws AlambicError E0607 where another run holds it for longer than this one would wait, E0708 where the wait is interrupted.
 */
export async function takeLease(request: LeaseRequest): Promise<Lease> {
  const deadline = request.now() + request.wait;
  for (let told = false; ;) {
    const current = await request.lake.getText(request.key);
    const holder = current === undefined ? undefined : parse(current.text);
    if (holder === undefined || isOver(holder, request)) {
      const taken = await write(request, current?.version);
      if (taken !== undefined) return keep(request, taken.record, taken.version);
    } else if (request.now() >= deadline) throw refusal(holder, request.wait);
    else {
      if (!told) request.onWait?.(holder);
      told = true;
      await request.sleep(pollEvery);
      if (request.signal?.aborted === true) throw failure('E0708', `interrupted while waiting for run ${holder.runId}`);
    }
  }
}

function parse(text: string): LeaseRecord | undefined {
  try {
    return (JSON.parse(text) as LeaseRecord | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A process that is gone from this machine cannot come back; elsewhere only time tells. */
function isOver(holder: LeaseRecord, request: LeaseRequest): boolean {
  if (holder.host === request.host && !request.isAlive(holder.pid)) return true;
  // What is no time has run out: otherwise a broken record would hold the target for ever.
  return !(Date.parse(holder.expiresAt) > request.now());
}

async function write(
  request: LeaseRequest,
  version: string | undefined,
): Promise<{ record: LeaseRecord; version: string } | undefined> {
  const { runId, command, host, pid } = request;
  const now = request.now();
  const record = { runId, command, host, pid, startedAt: iso(now), expiresAt: iso(now + lifetime) };
  const condition = version === undefined ? { ifAbsent: true } : { ifVersion: version };
  const outcome = await request.lake.putText(request.key, `${JSON.stringify(record)}\n`, condition);
  return outcome.written ? { record, version: outcome.version } : undefined;
}

function keep(request: LeaseRequest, record: LeaseRecord, firstVersion: string): Lease {
  let version = firstVersion;
  let current = record;
  let renewal = Promise.resolve();
  const lost = (): void => {
    clearInterval(timer);
    request.onLost?.();
  };
  const timer = setInterval(() => {
    renewal = renewal.then(async () => {
      current = { ...current, expiresAt: iso(request.now() + lifetime) };
      const outcome = await request.lake.putText(request.key, `${JSON.stringify(current)}\n`, { ifVersion: version });
      if (outcome.written) version = outcome.version;
      else lost();
    }).catch(() => undefined); // prettier-ignore
  }, renewEvery);
  timer.unref();
  return {
    record,
    async release() {
      clearInterval(timer);
      await renewal;
      const held = await request.lake.getText(request.key);
      if (held?.version === version) await request.lake.remove(request.key, { forever: true });
    },
  };
}

function refusal(holder: LeaseRecord, waited: number): ReturnType<typeof failure> {
  const since = `${holder.command} (run ${holder.runId}) by process ${holder.pid} on ${holder.host} since ${holder.startedAt}`;
  return failure('E0607', 'another run holds the target', {
    notes: [{ label: 'holder', text: since }],
    hint:
      waited > 0
        ? 'it did not end in time: wait longer with --wait, or stop it'
        : 'wait for it with --wait <seconds>, or stop it',
  });
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
