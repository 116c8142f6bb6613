import type { DataTestContext, DataTestKind } from './data-test.ts';
import { relationArguments, textArgument } from './read-arguments.ts';
import { relationExpressionSchema } from './relation-expression.ts';

/** Fails where another relation has another number of rows; the failures are the rows that there are too many or too few. */
export const equalRowcount: DataTestKind = {
  name: 'equal_rowcount',
  level: 'relation',
  schema: {
    type: 'object',
    properties: { compare_model: relationExpressionSchema },
    required: ['compare_model'],
    additionalProperties: false,
  },
  references: (args) => relationArguments(args, 'compare_model'),
  select: (context) => `select * from (\n${counts(context)}\n) as counted\nwhere row_count <> compared_row_count`,
  failures: (context) =>
    `select abs(row_count - compared_row_count) as failures from (\n${counts(context)}\n) as counted`,
};

function counts(context: DataTestContext): string {
  const compared = context.relationOf(textArgument(context.arguments, 'compare_model'));
  return [
    `  select (select count(*) from ${context.relation} as tested) as row_count,`,
    `    (select count(*) from ${compared} as compared) as compared_row_count`,
  ].join('\n');
}
