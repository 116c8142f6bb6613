import type { WarehouseSession } from '../adapters/warehouse.ts';
import { AlambicError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { describeThrown } from '../diagnostics/thrown-error.ts';
import { explainSystemError } from '../diagnostics/explain-system-error.ts';
import type { Operation, Step } from '../plan/plan.ts';
import { auditRelation, type AuditOutcome } from './audit-relation.ts';
import { operations } from './operations/registry.ts';
import { removeAsides } from './remove-asides.ts';
import type { OperationOutcome, RunContext } from './run-context.ts';
import type { Status, StepResult } from './run-results.ts';

export interface StepOutcome {
  /** The node's own result; absent for a step that only runs tests. */
  readonly result?: StepResult;
  readonly tests: readonly StepResult[];
  readonly broken: boolean;
}

interface Progress {
  rows: number | undefined;
  unchanged: boolean;
  readonly remarks: string[];
}

/** Builds aside, audits, publishes. A failure at any point leaves what readers see as it was. */
export async function executeStep(step: Step, context: RunContext): Promise<StepOutcome> {
  const startedAt = context.now();
  const progress: Progress = { rows: undefined, unchanged: false, remarks: [] };
  const finish = (status: Status, diagnostics: readonly Diagnostic[]): StepResult => ({
    id: step.id,
    name: step.name,
    kind: step.kind,
    status,
    startedAt: startedAt.toISOString(),
    duration: context.now().getTime() - startedAt.getTime(),
    ...(progress.rows === undefined ? {} : { rows: progress.rows }),
    remarks: progress.remarks,
    diagnostics,
  });
  try {
    const audit = await context.sessions.use((session) => work(step, session, context, progress));
    if (step.kind === 'test') return { tests: audit.tests, broken: audit.refused };
    if (audit.refused) {
      await removeRefused(step, context);
      const failed = audit.tests.filter((test) => test.status === 'fail' || test.status === 'error').length;
      progress.remarks.push(`${failed} of ${audit.tests.length} tests failed, not published`);
      return { result: finish('fail', []), tests: audit.tests, broken: true };
    }
    if (step.kind === 'unit_test') return { result: finish('pass', []), tests: [], broken: false };
    if (audit.tests.length > 0) progress.remarks.push(`${audit.tests.length} tests passed`);
    return { result: finish(progress.unchanged ? 'unchanged' : 'success', []), tests: audit.tests, broken: false };
  } catch (error) {
    const diagnostics = diagnosticsOf(error, context);
    await removeRefused(step, context);
    const differs = step.kind === 'unit_test' && diagnostics.every((each) => each.code === 'E0709');
    return { result: finish(differs ? 'fail' : 'error', diagnostics), tests: [], broken: true };
  }
}

/** Where this fails too, the next run does it. */
async function removeRefused(step: Step, context: RunContext): Promise<void> {
  const relation = step.relation ?? step.audit?.snapshotOf;
  if (relation !== undefined) await removeAsides(context, [relation.schema], relation.name).catch(() => undefined);
}

async function work(
  step: Step,
  session: WarehouseSession,
  context: RunContext,
  progress: Progress,
): Promise<AuditOutcome> {
  await runOperations(step.build, step, session, context, progress);
  await context.checkpoint('built');
  let outcome: AuditOutcome = { tests: [], refused: false };
  if (step.audit?.when === 'before_publish') outcome = await auditRelation(step.audit, session, context);
  if (!outcome.refused && step.publish.length > 0) outcome = await publish(step, session, context, progress, outcome);
  await context.checkpoint('published');
  await runOperations(step.cleanup, step, session, context, progress);
  return outcome;
}

async function publish(
  step: Step,
  session: WarehouseSession,
  context: RunContext,
  progress: Progress,
  before: AuditOutcome,
): Promise<AuditOutcome> {
  await session.execute('begin transaction');
  try {
    await runOperations(step.publish, step, session, context, progress);
    const outcome = step.audit?.when === 'in_transaction' ? await auditRelation(step.audit, session, context) : before;
    await context.checkpoint('before_commit');
    await session.execute(outcome.refused ? 'rollback' : 'commit');
    return outcome;
  } catch (error) {
    await session.execute('rollback').catch(() => undefined);
    throw error;
  }
}

async function runOperations(
  list: readonly Operation[],
  step: Step,
  session: WarehouseSession,
  context: RunContext,
  progress: Progress,
): Promise<void> {
  for (const operation of list) {
    if (context.signal.aborted)
      throw new AlambicError({ code: 'E0708', severity: 'error', message: `${step.name}: interrupted` });
    const outcome = await operations[operation.op](operation as never, { step: step.id, session, context });
    note(outcome, progress);
  }
}

function note(outcome: OperationOutcome, progress: Progress): void {
  if (outcome.rows !== undefined) progress.rows = outcome.rows;
  if (outcome.unchanged !== undefined) progress.unchanged = outcome.unchanged;
  progress.remarks.push(...(outcome.remarks ?? []));
}

/** What is not explained by the warehouse or the system is a bug of ours, and is said to be one. */
function diagnosticsOf(error: unknown, context: RunContext): readonly Diagnostic[] {
  if (error instanceof AlambicError) return error.diagnostics;
  const system = explainSystemError(error);
  if (system !== undefined) return [system];
  // Errors of a session come explained; what else is thrown is a bug of ours, whose words may quote a value.
  if (!(error instanceof Error && 'fault' in error)) {
    const { what } = describeThrown(error, context.compiled.project.root);
    return [
      {
        code: 'E0701',
        severity: 'error',
        message: `internal error: ${what}`,
        hint: 'this is a bug of Alambic: please report it',
      },
    ];
  }
  const fault = context.warehouse.explain(error);
  return [
    {
      code: fault.code,
      severity: 'error',
      message: fault.message,
      ...(fault.hint === undefined ? {} : { hint: fault.hint }),
    },
  ];
}
