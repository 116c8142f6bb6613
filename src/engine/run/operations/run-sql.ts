import type { Operation } from '../../plan/plan.ts';
import type { OperationOutcome, OperationScope } from '../run-context.ts';
import { explainFault } from '../explain-fault.ts';
import { explainRemovedColumn } from '../explain-removed-column.ts';

type SqlOperation = Extract<Operation, { op: 'sql' }>;

/** Executes a statement; an error points at the line that the user wrote. */
export async function runSql(
  operation: SqlOperation,
  { session, context, step }: OperationScope,
): Promise<OperationOutcome> {
  try {
    const { rowsChanged } = await session.execute(operation.sql);
    return operation.counts === true ? { rows: rowsChanged } : {};
  } catch (error) {
    throw explainRemovedColumn(explainFault(context.warehouse, error, operation), context.compiled, step);
  }
}
