import type { DataTestKind } from './data-test.ts';
import { listArgument } from './read-arguments.ts';

/** Fails once for each combination that several rows have. NULL equals NULL here, as in dbt_utils. */
export const uniqueCombinationOfColumns: DataTestKind = {
  name: 'unique_combination_of_columns',
  level: 'relation',
  schema: {
    type: 'object',
    properties: { columns: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string', minLength: 1 } } },
    required: ['columns'],
    additionalProperties: false,
  },
  references: () => [],
  select({ relation, dialect, arguments: args }) {
    const list = listArgument(args, 'columns')
      .map((column) => dialect.quote(column))
      .join(', ');
    return [
      `select ${list}, count(*) as n_records from ${relation} as tested`,
      `group by ${list}`,
      'having count(*) > 1',
    ].join('\n');
  },
};
