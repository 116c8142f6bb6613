import type { DataTestKind } from './data-test.ts';
import { selectValues, valueListSchema } from './value-list.ts';

/** Fails once for each distinct value that the list does not have. NULL passes. */
export const acceptedValues: DataTestKind = {
  name: 'accepted_values',
  level: 'column',
  schema: valueListSchema,
  references: () => [],
  select: (context) => selectValues(context, 'not in'),
};
