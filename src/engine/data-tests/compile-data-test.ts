import type { Dialect, Relation } from '../adapters/warehouse.ts';
import { failure } from '../diagnostics/diagnostic.ts';
import type { DataTest } from '../parse/project.ts';
import type { DataTestContext, DataTestKind } from './data-test.ts';
import { needsRowsTested } from './data-test-status.ts';
import { parseRelationExpression, type NamedRelation } from './relation-expression.ts';

interface CommonInput {
  readonly test: DataTest;
  readonly dialect: Dialect;
  /** Where failing rows are kept, if the test asks for it. They carry what the tested relation carries: same zone. */
  readonly storeIn?: Relation;
  /** The SQL, ready to stand in a FROM, of a model, seed or source that the arguments name. */
  relationOf(kind: NamedRelation['kind'], name: string): string;
  /** ISO 8601, UTC. */
  readonly now: string;
}

interface GenericInput extends CommonInput {
  readonly kind: DataTestKind;
  /** The tested relation, ready to stand in a FROM: the published one, its shadow, or a snapshot. */
  readonly relation: string;
}

interface SingularInput extends CommonInput {
  readonly kind?: undefined;
  /** The rendered text of the test. */
  readonly select: string;
}

export interface DataTestStatements {
  /** A scalar select of the number of failures, at most `limit` of them. */
  readonly failures: string;
  /** The rows that fail, at most `limit` of them. */
  readonly failingRows: string;
  /** A scalar select of the number of rows tested; only where a threshold is a percentage. */
  readonly rowsTested?: string;
  /** `sql` keeps the failing rows; `clear` drops those of an earlier run, so that they do not outlive the fault. */
  readonly store?: { readonly relation: Relation; readonly rows: string; readonly sql: string; readonly clear: string };
  /** Singular tests: the offset of the test's own text in `failures`. */
  readonly at?: number;
}

/**
 * The statements of one test. `where` narrows the tested relation alone, never what it is compared with.
 *
 * @throws AlambicError E0217 for a percentage where there is no tested relation to take it of.
 */
export function compileDataTest(input: GenericInput | SingularInput): DataTestStatements {
  return input.kind === undefined ? compileSingular(input) : compileGeneric(input);
}

function compileGeneric(input: GenericInput): DataTestStatements {
  const { test, kind, dialect } = input;
  const { where, limit } = test.settings;
  const relation = where === undefined ? input.relation : `(select * from ${input.relation} where (${where}\n))`;
  const context: DataTestContext = {
    dialect,
    relation,
    ...(test.column === undefined ? {} : { column: test.column }),
    arguments: test.arguments,
    relationOf: (expression) => resolve(input, expression),
    now: input.now,
  };
  const failingRows = limited(kind.select(context), limit);
  const own = kind.failures?.(context);
  return {
    failures: own === undefined ? countOf(failingRows) : capped(own, limit),
    failingRows,
    ...(needsRowsTested(test.settings)
      ? { rowsTested: `select count(*) as rows_tested from ${relation} as tested` }
      : {}),
    ...storing(input, failingRows),
  };
}

function compileSingular(input: SingularInput): DataTestStatements {
  const { test } = input;
  if (needsRowsTested(test.settings)) {
    throw failure('E0217', `a percentage needs a tested relation, and "${test.name}" is a singular test`, {
      location: test.location,
      hint: 'write warn_if and error_if as numbers, as in "> 10"',
    });
  }
  const failingRows = limited(input.select.replace(/;\s*$/, ''), test.settings.limit);
  const at = countHead.length + (test.settings.limit === undefined ? 0 : limitHead.length);
  return { failures: countOf(failingRows), failingRows, at, ...storing(input, failingRows) };
}

const countHead = 'select count(*) as failures from (\n';
const limitHead = 'select * from (\n';

/** Newlines keep a comment on the last line from swallowing what follows. */
function countOf(select: string): string {
  return `${countHead}${select}\n) as failing_rows`;
}

function limited(select: string, limit: number | undefined): string {
  return limit === undefined ? select : `${limitHead}${select}\n) as all_failing_rows\nlimit ${limit}`;
}

function capped(failures: string, limit: number | undefined): string {
  return limit === undefined ? failures : `select least((\n${failures}\n), ${limit}) as failures`;
}

function storing({ test, dialect, storeIn }: CommonInput, failingRows: string): Pick<DataTestStatements, 'store'> {
  if (!test.settings.storeFailures || storeIn === undefined) return {};
  const sql = dialect.createTableAs(storeIn, failingRows);
  return { store: { relation: storeIn, rows: failingRows, sql, clear: dialect.dropTable(storeIn) } };
}

function resolve(input: GenericInput, expression: string): string {
  const named = parseRelationExpression(expression);
  if (named === undefined) throw new Error(`"${expression}" names no relation, yet it passed the schema`);
  return input.relationOf(named.kind, named.name);
}
