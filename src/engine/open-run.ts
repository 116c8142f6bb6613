import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CompiledProject } from './compile/compiled-project.ts';
import type { Redactor } from './diagnostics/redaction.ts';
import { openAccess } from './open-access.ts';
import { prepareRun, type RunNeeds } from './run/prepare-run.ts';
import { isAlive } from './process-identity.ts';
import type { RunContext } from './run/run-context.ts';
import { openSessionPool } from './run/session-pool.ts';
import { openJournal, type Journal } from './state/journal.ts';
import { takeLease, type Lease } from './state/lease.ts';

/** What a run takes from outside: everything that would make two runs differ can be given. */
export interface RunSettings {
  /** Environment variables; the process's own where nothing is said. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** Secrets are registered here as they are resolved. */
  readonly redactor?: Redactor;
  /** Milliseconds to wait for another run on the target; 0, the default, refuses at once. */
  readonly wait?: number;
  /** False for what only reads. */
  readonly lease?: boolean;
  readonly command?: string;
  readonly workers?: number;
  now?(): Date;
  newId?(): string;
  onNotice?(message: string): void;
  /** Waits before something is tried again, in milliseconds; by the clock where nothing is said. */
  pause?(milliseconds: number): Promise<void>;
  onProgress?(step: string, rows: number): void;
  /** Called between effects; tests of crashes stop the process here. */
  checkpoint?(place: string): void | Promise<void>;
}

export interface OpenRun {
  readonly context: RunContext;
  readonly journal: Journal;
  /** Folder of this run's records in the lake. */
  readonly folder: string;
  /** To be called with what a plan needs, before any of it is built. */
  prepare(needs: RunNeeds): Promise<void>;
  close(): Promise<void>;
}

/** Opens the target for one run: lake, lease, warehouse. The other connections are opened when a step needs them. */
export async function openRun(compiled: CompiledProject, settings: RunSettings): Promise<OpenRun> {
  const now = settings.now ?? (() => new Date());
  const newId = settings.newId ?? (() => randomUUID());
  const runId = newId();
  const lost = new AbortController();
  const signal = settings.signal === undefined ? lost.signal : AbortSignal.any([settings.signal, lost.signal]);
  const onNotice = settings.onNotice ?? (() => undefined);
  const { resources, keyedHash, resolveKeys } = openAccess(compiled, settings, signal);
  let lease: Lease | undefined;
  try {
    const lake = await resources.lake();
    const state = `_alambic/${compiled.target.name}`;
    if (settings.lease !== false) {
      lease = await takeLease({
        lake, key: `${state}/lease.json`, runId, command: settings.command ?? 'run', host: hostname(), pid: process.pid,
        now: Date.now, isAlive, sleep: (milliseconds) => sleep(milliseconds), wait: settings.wait ?? 0, signal,
        onWait: (holder) => onNotice(`waiting for run ${holder.runId} (process ${holder.pid} on ${holder.host}) to end`),
        onLost() {
          onNotice('another run has taken the target over: this one ends');
          lost.abort();
        },
      }); // prettier-ignore
    }
    const warehouse = await resources.warehouse();
    const sessions = openSessionPool(warehouse);
    const folder = `${state}/runs/${runId}`;
    const journal = openJournal(lake, folder);
    const context: RunContext = {
      runId, compiled, warehouse, sessions, lake, signal, now, newId,
      workers: settings.workers ?? 2,
      bundle: compiled.bundle,
      vars: { ...compiled.project.config.vars, ...compiled.vars },
      source: (name) => resources.source(name),
      store: (name) => resources.store(name),
      keyedHash,
      progress: settings.onProgress ?? (() => undefined),
      notice: onNotice,
      pause: settings.pause,
      checkpoint: settings.checkpoint ?? (() => undefined),
    }; // prettier-ignore
    return {
      context,
      journal,
      folder,
      prepare: (needs) => prepareRun(needs, resources, resolveKeys),
      async close() {
        await journal.close();
        await sessions.close();
        // Whoever waits for the lease opens the warehouse at once, so that has to be free by then.
        await warehouse.close();
        await lease?.release();
        await resources.close();
      },
    };
  } catch (error) {
    await lease?.release().catch(() => undefined);
    await resources.close();
    throw error;
  }
}
