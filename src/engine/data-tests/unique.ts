import type { DataTestKind } from './data-test.ts';
import { testedColumn } from './tested-column.ts';

/** Fails once for each value that several rows have. NULL is no value. */
export const unique: DataTestKind = {
  name: 'unique',
  level: 'column',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  references: () => [],
  select(context) {
    const column = testedColumn(context);
    return [
      `select ${column} as unique_field, count(*) as n_records from ${context.relation} as tested`,
      `where ${column} is not null`,
      `group by ${column}`,
      'having count(*) > 1',
    ].join('\n');
  },
};
