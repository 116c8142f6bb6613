import type { DataTestKind } from './data-test.ts';
import { relationArguments, textArgument } from './read-arguments.ts';
import { relationExpressionSchema } from './relation-expression.ts';
import { testedColumn } from './tested-column.ts';

/** Fails for each row whose value has no row in another relation. NULL refers to nothing, and passes. */
export const relationships: DataTestKind = {
  name: 'relationships',
  level: 'column',
  schema: {
    type: 'object',
    properties: { to: relationExpressionSchema, field: { type: 'string', minLength: 1 } },
    required: ['to', 'field'],
    additionalProperties: false,
  },
  references: (args) => relationArguments(args, 'to'),
  select(context) {
    const column = testedColumn(context);
    const parent = context.relationOf(textArgument(context.arguments, 'to'));
    const field = context.dialect.quote(textArgument(context.arguments, 'field'));
    return [
      `select * from ${context.relation} as tested`,
      `where ${column} is not null`,
      `and not exists (select 1 from ${parent} as referred where referred.${field} = tested.${column})`,
    ].join('\n');
  },
};
