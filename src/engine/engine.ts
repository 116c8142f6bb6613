import type { CompiledProject } from './compile/compiled-project.ts';
import { compileFolder, type CompileOptions } from './compile-folder.ts';
import { AlambicError, type Diagnostic } from './diagnostics/diagnostic.ts';
import type { NodeId } from './graph/graph.ts';
import type { IndirectSelection } from './graph/selection/indirect-tests.ts';
import { select } from './graph/selection/select.ts';
import type { RunSettings } from './open-run.ts';
import type { Plan } from './plan/plan.ts';
import type { RunEvent, RunResults } from './run/run-results.ts';

/** What to do: dbt's commands and dbt's selection. */
export interface RunRequest extends CompileOptions, RunSettings {
  readonly command: 'run' | 'build' | 'test' | 'seed';
  readonly select?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  /** Which tests come along with the nodes that they look at; `eager` where nothing is said. */
  readonly indirectSelection?: IndirectSelection | undefined;
  readonly fullRefresh?: boolean | undefined;
  /** False: sources are taken as the lake has them. True where nothing is said. */
  readonly extract?: boolean | undefined;
  readonly failFast?: boolean | undefined;
  readonly threads?: number | undefined;
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
  const asked = await compileAndSelect(request);
  const { executeRun } = await import('./execute-run.ts');
  return executeRun(asked);
}

/** What `run` would do, as data: every step with its statements. Reads the warehouse, changes nothing. */
export async function plan(request: RunRequest): Promise<Plan> {
  const asked = await compileAndSelect(request);
  const { planOnly } = await import('./execute-run.ts');
  return planOnly(asked);
}

async function compileAndSelect(request: RunRequest): Promise<{
  compiled: CompiledProject;
  selected: ReadonlySet<NodeId>;
  warnings: readonly Diagnostic[];
  request: RunRequest;
}> {
  const { compiled, diagnostics } = await compileFolder(request);
  if (compiled === undefined || diagnostics.some((each) => each.severity === 'error'))
    throw new AlambicError(diagnostics);
  const selected = selectNodes(compiled, request);
  return { compiled, selected: selected.ids, warnings: [...diagnostics, ...selected.diagnostics], request };
}

/** What of a request says what it is about. */
export type SelectionRequest = Pick<RunRequest, 'select' | 'exclude' | 'indirectSelection'>;

export function selectNodes(
  compiled: CompiledProject,
  request: SelectionRequest,
): { ids: ReadonlySet<NodeId>; diagnostics: readonly Diagnostic[] } {
  const { select: include, exclude, indirectSelection: indirect } = request;
  const selected = select(compiled.graph, compiled.project, { select: include, exclude, indirect });
  if (selected.diagnostics.some((each) => each.severity === 'error')) throw new AlambicError(selected.diagnostics);
  return selected;
}
