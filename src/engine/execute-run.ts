import { writeManifest } from './artifacts/write-compiled.ts';
import { writeRunResults } from './artifacts/write-run-results.ts';
import type { CompiledProject } from './compile/compiled-project.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { NodeId } from './graph/graph.ts';
import type { RunRequest } from './engine.ts';
import { openRun, type OpenRun } from './open-run.ts';
import { planRun } from './plan/plan-run.ts';
import { relationKey, type Plan, type WarehouseState } from './plan/plan.ts';
import { needsOf } from './run/prepare-run.ts';
import { runPlan } from './run/run-plan.ts';
import type { RunEvent, RunResults } from './run/run-results.ts';

/** What was asked for, with what it was found to mean. */
export interface SelectedRun {
  readonly compiled: CompiledProject;
  readonly selected: ReadonlySet<NodeId>;
  readonly warnings: readonly Diagnostic[];
  readonly request: RunRequest;
}

/** Opens the target, plans on what stands there, runs the plan, and keeps the results. */
export async function executeRun({ compiled, selected, warnings, request }: SelectedRun): Promise<RunResults> {
  const onProgress = (id: string, rows: number): void => request.onEvent?.({ type: 'step_progress', id, rows });
  const session = await openRun(compiled, { onProgress, ...request });
  try {
    return await execute(compiled, selected, session, request, warnings);
  } finally {
    await session.close();
  }
}

/** Reads the warehouse and changes nothing. */
export async function planOnly({ compiled, selected, request }: SelectedRun): Promise<Plan> {
  const session = await openRun(compiled, { ...request, lease: false });
  try {
    return await planNow(compiled, selected, session, request);
  } finally {
    await session.close();
  }
}

async function planNow(
  compiled: CompiledProject,
  selected: ReadonlySet<NodeId>,
  session: OpenRun,
  request: RunRequest,
): Promise<Plan> {
  const { command, fullRefresh = false, extract = true } = request;
  return planRun(compiled, await readState(compiled, session), {
    command,
    selected,
    fullRefresh,
    extract,
    now: session.context.now().toISOString(),
  });
}

/** One reading of the catalogue for the whole run. */
async function readState(compiled: CompiledProject, session: OpenRun): Promise<WarehouseState> {
  const schemas = new Set([...compiled.relations.values()].map((relation) => relation.schema));
  const existing = await session.context.warehouse.inspect([...schemas]);
  return new Map(existing.map((relation) => [relationKey(relation), relation]));
}

async function execute(
  compiled: CompiledProject,
  selected: ReadonlySet<NodeId>,
  session: OpenRun,
  request: RunRequest,
  warnings: readonly Diagnostic[],
): Promise<RunResults> {
  const { command } = request;
  const startedAt = session.context.now();
  const emit = (event: RunEvent): void => request.onEvent?.(event);
  const planned = await planNow(compiled, selected, session, request);
  await session.prepare(needsOf(planned, compiled.project));
  const tests = planned.steps.reduce(
    (sum, step) => sum + (step.audit?.tests.length ?? 0) + (step.kind === 'unit_test' ? 1 : 0),
    0,
  );
  const nodes = planned.steps.filter((step) => step.kind !== 'test' && step.kind !== 'unit_test').length;
  emit({
    type: 'run_started',
    runId: session.context.runId,
    project: compiled.project.name,
    target: compiled.target.name,
    command,
    nodes,
    tests,
  });
  const results = await runPlan(planned, session.context, {
    threads: request.threads ?? compiled.target.threads,
    failFast: request.failFast ?? false,
    journal: session.journal,
    emit,
  });
  const finished: RunResults = {
    runId: session.context.runId,
    command,
    project: compiled.project.name,
    target: compiled.target.name,
    startedAt: startedAt.toISOString(),
    duration: session.context.now().getTime() - startedAt.getTime(),
    results,
    diagnostics: warnings,
    success: results.every((each) => each.status !== 'error' && each.status !== 'fail' && each.status !== 'skipped'),
  };
  writeManifest(compiled);
  await writeRunResults(finished, compiled, session);
  emit({ type: 'run_finished', results: finished });
  return finished;
}
