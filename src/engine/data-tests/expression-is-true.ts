import type { DataTestKind } from './data-test.ts';
import { textArgument } from './read-arguments.ts';
import { testedColumn } from './tested-column.ts';

/**
 * Fails for each row for which the expression is false; where it is NULL the row passes. On a column the expression
 * is what stands behind its name, as `>= 0`.
 */
export const expressionIsTrue: DataTestKind = {
  name: 'expression_is_true',
  level: 'both',
  schema: {
    type: 'object',
    properties: { expression: { type: 'string', minLength: 1 } },
    required: ['expression'],
    additionalProperties: false,
  },
  references: () => [],
  select(context) {
    const expression = textArgument(context.arguments, 'expression');
    const condition = context.column === undefined ? expression : `${testedColumn(context)} ${expression}`;
    return `select * from ${context.relation} as tested\nwhere not (${condition}\n)`;
  },
};
