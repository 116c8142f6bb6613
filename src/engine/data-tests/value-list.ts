import type { DataTestContext } from './data-test.ts';
import { listArgument } from './read-arguments.ts';
import { testedColumn } from './tested-column.ts';

/** Arguments of the tests that compare a column with a list of values. NULL is not allowed in it: it equals nothing. */
export const valueListSchema = {
  type: 'object',
  properties: {
    values: { type: 'array', minItems: 1, items: { type: ['string', 'number', 'boolean'] } },
    quote: {
      type: 'boolean',
      default: true,
      description:
        'false: the values are SQL, as numbers or expressions; true: they are texts that take the type of the column',
    },
  },
  required: ['values'],
  additionalProperties: false,
} as const;

/** The distinct values of the column, with how often each occurs, that are `in` the list or not. */
export function selectValues(context: DataTestContext, comparison: 'in' | 'not in'): string {
  const column = testedColumn(context);
  const written = listArgument(context.arguments, 'values');
  const list = context.arguments['quote'] === false ? written : written.map((value) => context.dialect.literal(value));
  return [
    'select value_field, n_records from (',
    `  select ${column} as value_field, count(*) as n_records from ${context.relation} as tested group by ${column}`,
    ') as counted',
    `where value_field ${comparison} (${list.join(', ')})`,
  ].join('\n');
}
