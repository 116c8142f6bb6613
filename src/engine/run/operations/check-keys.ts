import { failure } from '../../diagnostics/diagnostic.ts';
import type { Operation } from '../../plan/plan.ts';
import type { OperationOutcome, OperationScope } from '../run-context.ts';
import { explainFault } from '../explain-fault.ts';

type CheckKeysOperation = Extract<Operation, { op: 'check_keys' }>;

/** A row whose key is missing or repeated would be inserted again at each run: refused, where dbt lets it be. */
export async function checkKeys(
  { rows, of, keys }: CheckKeysOperation,
  { session, context, step }: OperationScope,
): Promise<OperationOutcome> {
  const { dialect } = context.warehouse;
  const list = keys.map((key) => dialect.quote(key)).join(', ');
  const missing = keys.map((key) => `${dialect.quote(key)} is null`).join(' or ');
  const from = dialect.relation(rows);
  const sql = `select (select count(*) from ${from} where ${missing}), (select count(*) from (select ${list} from ${from} group by ${list} having count(*) > 1))`;
  const location = context.compiled.project.models.get(step.slice('model.'.length))?.location;
  try {
    const [nulls = 0, repeated = 0] = (await session.query(sql)).rows[0]?.map(Number) ?? [];
    if (nulls === 0 && repeated === 0) return {};
    throw failure('E0712', `${of}: ${problem(nulls, repeated, keys)}`, {
      ...(location === undefined ? {} : { location }),
      hint: 'unique_key must identify a row: deduplicate the model, or use incremental_strategy: append',
    });
  } catch (error) {
    throw explainFault(context.warehouse, error, { sql, file: location?.file });
  }
}

function problem(nulls: number, repeated: number, keys: readonly string[]): string {
  if (nulls > 0) return `${nulls} ${nulls === 1 ? 'row has' : 'rows have'} no ${keys.join(', ')}`;
  return `${repeated} ${repeated === 1 ? 'key occurs' : 'keys occur'} more than once`;
}
