import type { WarehouseSession } from '../adapters/warehouse.ts';
import { decideStatus } from '../data-tests/data-test-status.ts';
import { AlambicError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { publishedName } from '../materializations/materialization.ts';
import type { Audit, TestStatement } from '../plan/plan.ts';
import { checkContract } from './check-contract.ts';
import { explainFault } from './explain-fault.ts';
import type { RunContext } from './run-context.ts';
import type { StepResult } from './run-results.ts';
import { storeFailures } from './store-failures.ts';

export interface AuditOutcome {
  readonly tests: readonly StepResult[];
  /** True where nothing that was audited may become visible. */
  readonly refused: boolean;
}

/** Looks at what was built, before readers can. */
export async function auditRelation(
  audit: Audit,
  session: WarehouseSession,
  context: RunContext,
): Promise<AuditOutcome> {
  const { dialect } = context.warehouse;
  const built = audit.snapshotOf ?? audit.relation;
  if (audit.contract !== undefined) {
    const actual = await session.describe(`select * from ${dialect.relation(built)}`);
    const broken = checkContract(audit.contract, actual, publishedName(built.name));
    if (broken.length > 0) throw new AlambicError(broken);
  }
  if (audit.snapshotOf !== undefined && audit.tests.length > 0) {
    await session.execute(dialect.createTableAs(audit.relation, `select * from ${dialect.relation(audit.snapshotOf)}`));
  }
  const tests: StepResult[] = [];
  for (const test of audit.tests) {
    // A statement that failed leaves a transaction in which nothing can be asked any more.
    const culprit = audit.when === 'in_transaction' ? tests.find((each) => each.status === 'error') : undefined;
    tests.push(
      culprit === undefined ? await runTest(test, audit.when, session, context) : skipTest(test, culprit, context),
    );
  }
  if (audit.snapshotOf !== undefined && audit.tests.length > 0)
    await session.execute(dialect.dropTable(audit.relation));
  return { tests, refused: tests.some((test) => test.status === 'fail' || test.status === 'error') };
}

function skipTest({ id, name }: TestStatement, culprit: StepResult, context: RunContext): StepResult {
  return {
    id,
    name,
    kind: 'test',
    status: 'skipped',
    startedAt: context.now().toISOString(),
    duration: 0,
    remarks: [],
    diagnostics: [],
    because: culprit.id,
  };
}

async function runTest(
  test: TestStatement,
  when: Audit['when'],
  session: WarehouseSession,
  context: RunContext,
): Promise<StepResult> {
  const startedAt = context.now();
  const common = {
    id: test.id,
    name: test.name,
    kind: 'test',
    startedAt: startedAt.toISOString(),
    remarks: [] as readonly string[],
  };
  const duration = (): number => context.now().getTime() - startedAt.getTime();
  try {
    const failures = await scalar(session, test.failures);
    const rowsTested = test.rowsTested === undefined ? undefined : await scalar(session, test.rowsTested);
    const status = decideStatus(test.settings, failures, rowsTested);
    const stored =
      test.store === undefined ? undefined : await storeFailures(test.store, failures, when, session, context);
    const diagnostics = status === 'pass' ? [] : [describeFailure(test, status, failures, stored)];
    return { ...common, status, failures, duration: duration(), diagnostics };
  } catch (error) {
    const { diagnostics } = explainFault(context.warehouse, error, { sql: test.failures, map: test.map, at: test.at });
    const unable = diagnostics.map((each) => ({
      ...each,
      code: 'E0703' as const,
      message: `data test ${test.name} could not run: ${each.message}`,
    }));
    return { ...common, status: 'error', duration: duration(), diagnostics: unable };
  }
}

function describeFailure(
  test: TestStatement,
  status: 'warn' | 'fail',
  failures: number,
  stored: string | undefined,
): Diagnostic {
  const rows = `${failures.toLocaleString('en')} ${failures === 1 ? 'failure' : 'failures'}`;
  return {
    code: 'E0702',
    severity: status === 'fail' ? 'error' : 'warning',
    message: `data test ${test.name}: ${rows}`,
    ...(test.location === undefined ? {} : { location: test.location }),
    hint:
      stored === undefined
        ? 'set store_failures: true to keep the failing rows in a table'
        : `the failing rows are in ${stored}`,
  };
}

async function scalar(session: WarehouseSession, sql: string): Promise<number> {
  const { rows } = await session.query(sql);
  return Number(rows[0]?.[0] ?? 0);
}
