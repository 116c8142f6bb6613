import type { DataTestKind } from './data-test.ts';
import { selectValues, valueListSchema } from './value-list.ts';

/** Fails once for each distinct value that the list has. NULL passes. */
export const notAcceptedValues: DataTestKind = {
  name: 'not_accepted_values',
  level: 'column',
  schema: valueListSchema,
  references: () => [],
  select: (context) => selectValues(context, 'in'),
};
