import { AlambicError, type Diagnostic } from './diagnostics/diagnostic.ts';
import type { CompiledProject } from './compile/compiled-project.ts';
import { select } from './graph/selection/select.ts';
import type { NodeId } from './graph/graph.ts';
import { planRun } from './plan/plan-run.ts';
import { relationKey, type Plan, type WarehouseState } from './plan/plan.ts';
import { compileFolder, type CompileOptions } from './compile-folder.ts';
import { openRun, type OpenRun, type RunSettings } from './open-run.ts';
import { runPlan } from './run/run-plan.ts';
import type { RunEvent, RunResults } from './run/run-results.ts';
import { writeRunResults } from './artifacts/write-run-results.ts';

/** What to do: dbt's commands and dbt's selection. */
export interface RunRequest extends CompileOptions, RunSettings {
  readonly command: 'run' | 'build' | 'test' | 'seed';
  readonly select?: readonly string[];
  readonly exclude?: readonly string[];
  readonly fullRefresh?: boolean;
  /** False: sources are taken as the lake has them. True where nothing is said. */
  readonly extract?: boolean;
  readonly failFast?: boolean;
  readonly threads?: number;
  /** Called for everything that happens; must not throw. */
  onEvent?(event: RunEvent): void;
}

export { compileFolder as compile } from './compile-folder.ts';

/**
 * Loads, checks, plans and runs a project.
 *
 * @returns The result of every node and test; `success` is false where any failed.
 * @throws AlambicError where the project cannot be compiled or the target cannot be reached; nothing was changed then.
 */
export async function run(request: RunRequest): Promise<RunResults> {
  const compiled = await compileOrThrow(request);
  const selected = selectNodes(compiled, request);
  const session = await openRun(compiled, request);
  try {
    return await execute(compiled, selected.ids, session, request, selected.diagnostics);
  } finally {
    await session.close();
  }
}

/** What `run` would do, as data: every step with its statements. Reads the warehouse, changes nothing. */
export async function plan(request: RunRequest): Promise<Plan> {
  const compiled = await compileOrThrow(request);
  const { ids } = selectNodes(compiled, request);
  const session = await openRun(compiled, { ...request, lease: false });
  try {
    return await planNow(compiled, ids, session, request);
  } finally {
    await session.close();
  }
}

async function compileOrThrow(request: CompileOptions): Promise<CompiledProject> {
  const { compiled, diagnostics } = await compileFolder(request);
  if (compiled === undefined || diagnostics.some((each) => each.severity === 'error')) throw new AlambicError(diagnostics);
  return compiled;
}

export function selectNodes(compiled: CompiledProject, request: Pick<RunRequest, 'select' | 'exclude'>): { ids: ReadonlySet<NodeId>; diagnostics: readonly Diagnostic[] } {
  const selected = select(compiled.graph, compiled.project, request);
  if (selected.diagnostics.some((each) => each.severity === 'error')) throw new AlambicError(selected.diagnostics);
  return selected;
}

async function planNow(compiled: CompiledProject, selected: ReadonlySet<NodeId>, session: OpenRun, request: RunRequest): Promise<Plan> {
  const { command, fullRefresh = false, extract = true } = request;
  return planRun(compiled, await readState(compiled, session), { command, selected, fullRefresh, extract, now: session.context.now().toISOString() });
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
  const tests = planned.steps.reduce((sum, step) => sum + (step.audit?.tests.length ?? 0) + (step.kind === 'unit_test' ? 1 : 0), 0);
  const nodes = planned.steps.filter((step) => step.kind !== 'test' && step.kind !== 'unit_test').length;
  emit({ type: 'run_started', runId: session.context.runId, project: compiled.project.name, target: compiled.target.name, command, nodes, tests });
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
    diagnostics: [...compiled.diagnostics, ...warnings],
    success: results.every((each) => each.status !== 'error' && each.status !== 'fail' && each.status !== 'skipped'),
  };
  await writeRunResults(finished, compiled, session);
  emit({ type: 'run_finished', results: finished });
  return finished;
}
