import type { DataTestKind } from './data-test.ts';
import { testedColumn } from './tested-column.ts';

/** Fails for each row whose column is NULL. */
export const notNull: DataTestKind = {
  name: 'not_null',
  level: 'column',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  references: () => [],
  select: (context) => `select * from ${context.relation} as tested\nwhere ${testedColumn(context)} is null`,
};
