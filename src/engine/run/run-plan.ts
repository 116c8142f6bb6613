import { createHash } from 'node:crypto';
import type { NodeId } from '../graph/graph.ts';
import type { Plan, Step } from '../plan/plan.ts';
import { createEngineTables, engineSchema } from '../state/generations.ts';
import type { Journal } from '../state/journal.ts';
import { executeStep } from './execute-step.ts';
import { removeAsides } from './remove-asides.ts';
import type { RunContext } from './run-context.ts';
import type { RunEvent, StepResult } from './run-results.ts';
import { schedule } from './schedule.ts';

export interface RunPlanOptions {
  readonly threads: number;
  readonly failFast: boolean;
  readonly journal: Journal;
  emit(event: RunEvent): void;
}

/** Executes a plan; the results are in the order in which the steps ended. */
export async function runPlan(
  plan: Plan,
  context: RunContext,
  options: RunPlanOptions,
): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  const report = (result: StepResult): void => {
    results.push(result);
    options.emit({ type: 'step_finished', result });
  };
  await prepareWarehouse(plan, context);
  await schedule(plan.steps, {
    threads: options.threads,
    failFast: options.failFast,
    signal: context.signal,
    async run(step) {
      options.emit({ type: 'step_started', id: step.id, name: step.name, kind: step.kind });
      options.journal.write({
        event: 'intent',
        step: step.id,
        strategy: step.strategy,
        hash: hashOf(step),
        at: context.now().toISOString(),
      });
      const outcome = await executeStep(step, context);
      for (const test of outcome.tests) report(test);
      if (outcome.result !== undefined) report(outcome.result);
      const { status, rows } = outcome.result ?? { status: outcome.broken ? 'fail' : 'pass', rows: undefined };
      options.journal.write({
        event: 'done',
        step: step.id,
        status,
        ...(rows === undefined ? {} : { rows }),
        at: context.now().toISOString(),
      });
      return { broken: outcome.broken };
    },
    skip: (step, because) => skip(step, because, context, report),
  });
  return results;
}

/** A skipped node's tests are skipped with it, so that every test of a run is accounted for. */
function skip(
  step: Step,
  because: NodeId | undefined,
  context: RunContext,
  report: (result: StepResult) => void,
): void {
  const common = {
    status: 'skipped',
    startedAt: context.now().toISOString(),
    duration: 0,
    remarks: [],
    diagnostics: [],
    ...(because === undefined ? {} : { because }),
  } as const;
  for (const test of step.audit?.tests ?? []) report({ id: test.id, name: test.name, kind: 'test', ...common });
  if (step.kind !== 'test') report({ id: step.id, name: step.name, kind: step.kind, ...common });
}

/** Schemas are created one by one before anything else: two transactions creating one would conflict. */
async function prepareWarehouse(plan: Plan, context: RunContext): Promise<void> {
  const { dialect } = context.warehouse;
  await context.sessions.use(async (session) => {
    for (const sql of createEngineTables(dialect)) await session.execute(sql);
    for (const schema of plan.schemas) await session.execute(dialect.createSchema(schema));
  });
  await removeAsides(
    context,
    plan.schemas.filter((schema) => schema !== engineSchema),
  );
}

function hashOf(step: Step): string {
  const content = JSON.stringify([step.build, step.publish, step.audit?.tests.map((test) => test.failures)]);
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
