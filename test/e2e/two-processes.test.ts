import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/adapters/warehouses/duckdb/open-duckdb.ts';
import { AlambicError, type Diagnostic } from '../../src/engine/diagnostics/diagnostic.ts';
import type { LeaseRecord } from '../../src/engine/state/lease.ts';
import { alambic, startAlambic, type RunningCommand } from '../harness/command-line.ts';
import { smallProject, statuses, type SmallProject } from '../harness/small-project.ts';

let project: SmallProject;
let running: RunningCommand | undefined;
afterEach(async () => {
  running?.process.kill('SIGKILL');
  await running?.ended;
  running = undefined;
  project.remove();
});

/** A model that says that it runs by a file, and runs until another one appears. */
function start(): SmallProject {
  const made = smallProject({
    'models/before.sql': '{{config materialized="table"}}\nselect 1 as n\n',
    'models/after.sql': '{{config materialized="table"}}\nselect * from {{ref "waiting"}}\n',
  });
  made.write({
    'models/waiting.ts': `import { existsSync, writeFileSync } from 'node:fs';
import { defineModel, ref } from 'alambic';
export default defineModel({
  materialized: 'table',
  inputs: { before: ref('before') },
  columns: { n: { type: 'bigint' } },
  async transform(batch) {
    writeFileSync(${JSON.stringify(join(made.projectDir, 'reached'))}, '');
    while (!existsSync(${JSON.stringify(join(made.projectDir, 'go'))})) await new Promise((resolve) => setTimeout(resolve, 20));
    return batch.before.map((row) => ({ n: row.n }));
  },
});
`,
  });
  return made;
}

const letGo = (): void => writeFileSync(join(project.projectDir, 'go'), '');
const leaseFile = (): string => join(project.projectDir, '.alambic/lake/_alambic/local/lease.json');
const lease = (): LeaseRecord => JSON.parse(readFileSync(leaseFile(), 'utf8')) as LeaseRecord;

async function startWaiting(): Promise<RunningCommand> {
  running = startAlambic(project.projectDir, 'build', '--log-format', 'json');
  await running.said('"waiting"');
  while (!existsSync(join(project.projectDir, 'reached'))) await new Promise((resolve) => setTimeout(resolve, 10));
  return running;
}

async function refusalOf(work: Promise<unknown>): Promise<Diagnostic> {
  const error = await work.then(() => undefined, (reason: unknown) => reason); // prettier-ignore
  if (!(error instanceof AlambicError)) throw new Error('it was not refused');
  return error.diagnostics[0]!;
}

describe('a second run on a target', () => {
  it('is refused at once, told who holds it, and the first one is left in peace', async () => {
    project = start();
    const first = await startWaiting();
    const { exitCode, stdout, stderr } = await alambic(project.projectDir, 'build', '--select', 'before');
    expect(exitCode).toBe(2);
    const { runId, pid } = lease();
    expect(pid).toBe(first.process.pid);
    expect(stdout + stderr).toContain('E0607');
    expect(stdout + stderr).toContain(`run ${runId}`);
    expect(stdout + stderr).toContain(`process ${pid} on ${hostname()}`);
    letGo();
    expect((await first.ended).exitCode).toBe(0);
    expect(await project.query('select n from main.after')).toEqual([[1]]);
  });

  it('waits where it is told to, and then runs', async () => {
    project = start();
    const first = await startWaiting();
    const notices: string[] = [];
    const second = project.build({ wait: 60_000, onNotice: (message) => { notices.push(message); letGo(); } }); // prettier-ignore
    expect(statuses(await second)).toEqual({ before: 'success', waiting: 'success', after: 'success' });
    expect((await first.ended).exitCode).toBe(0);
    expect(notices).toEqual([expect.stringContaining(`process ${first.process.pid} on ${hostname()}`)]);
  });

  it('is refused once it has waited long enough', async () => {
    project = start();
    await startWaiting();
    expect(await refusalOf(project.build({ wait: 600 }))).toMatchObject({
      code: 'E0607',
      hint: expect.stringContaining('wait longer') as string,
    });
  });

  it('takes over from a process that was killed, and finishes its work', async () => {
    project = start();
    const first = await startWaiting();
    first.process.kill('SIGKILL');
    await first.ended;
    expect(lease().pid).toBe(first.process.pid);
    expect(await project.relations('main')).toContain('main.waiting__alambic_next table');
    letGo();
    expect(statuses(await project.build())).toEqual({ before: 'success', waiting: 'success', after: 'success' });
    expect(await project.relations('main')).toEqual(['main.after table', 'main.before table', 'main.waiting table']);
    expect(() => lease()).toThrow('ENOENT');
  });

  it('takes over from another machine only after its lease has run out', async () => {
    project = start();
    letGo();
    const holder = { runId: 'r', command: 'build', host: 'elsewhere', pid: 1, startedAt: new Date(0).toISOString() };
    const hold = (expiresAt: number): void => {
      mkdirSync(dirname(leaseFile()), { recursive: true });
      writeFileSync(leaseFile(), JSON.stringify({ ...holder, expiresAt: new Date(expiresAt).toISOString() }));
    };
    hold(Date.now() + 60_000);
    expect(await refusalOf(project.build())).toMatchObject({
      code: 'E0607',
      notes: [{ text: expect.stringContaining('process 1 on elsewhere') as string }],
    });
    hold(Date.now() - 1);
    expect((await project.build()).success).toBe(true);
  });
});

describe('a warehouse file that another process has open', () => {
  it('is named, and nothing is changed', async () => {
    project = start();
    letGo();
    const warehouse = await openDuckDb({ path: join(project.projectDir, '.alambic', 'warehouse.duckdb') });
    const { exitCode, stdout, stderr } = await alambic(project.projectDir, 'build');
    await warehouse.close();
    expect([exitCode, stdout + stderr]).toEqual([2, expect.stringContaining('E0711')]);
    expect(await project.relations()).toEqual([]);
    expect(() => lease()).toThrow('ENOENT');
    expect((await project.build()).success).toBe(true);
  });
});

describe.each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
  it('ends a run in order: what is done stays, what is not is skipped, and the next run finishes it', async () => {
    project = start();
    const first = await startWaiting();
    first.process.kill(signal);
    const { exitCode, signal: endedBy, stdout } = await first.ended;
    expect([exitCode, endedBy]).toEqual([1, null]);
    expect(stdout).toContain('E0708');
    expect(await project.relations('main')).toEqual(['main.before table']);
    expect(() => lease()).toThrow('ENOENT');
    const kept = JSON.parse(readFileSync(join(project.projectDir, '.alambic/run_results.json'), 'utf8')) as {
      results: { name: string; status: string }[];
    };
    expect(kept.results.map(({ name, status }) => [name, status])).toEqual([['before', 'success'], ['waiting', 'error'], ['after', 'skipped']]); // prettier-ignore
    letGo();
    expect(statuses(await project.build())).toEqual({ before: 'success', waiting: 'success', after: 'success' });
  });

  it('interrupts a statement that would take long', async () => {
    project = smallProject({
      'models/slow.sql':
        '{{config materialized="table"}}\nselect sum(a.i * b.i % 7) as n from range(10000000) a(i), range(1000000) b(i)\n',
    });
    running = startAlambic(project.projectDir, 'run', '--log-format', 'json');
    await running.said('"slow"');
    running.process.kill(signal);
    const { exitCode, stdout } = await running.ended;
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('E0708')]);
    expect(await project.relations('main')).toEqual([]);
  });
});
