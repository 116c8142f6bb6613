import type { DataTestKind } from './data-test.ts';
import { testedColumn } from './tested-column.ts';

/** Fails, once, where no row has a value: the column is NULL throughout, or there are no rows. */
export const atLeastOne: DataTestKind = {
  name: 'at_least_one',
  level: 'column',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  references: () => [],
  select: (context) =>
    [
      'select n_values from (',
      `  select count(${testedColumn(context)}) as n_values from ${context.relation} as tested`,
      ') as counted',
      'where n_values = 0',
    ].join('\n'),
};
