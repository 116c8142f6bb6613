import type { DataTestKind } from './data-test.ts';
import { testedColumn } from './tested-column.ts';

const share = { type: 'number', minimum: 0, maximum: 1 } as const;

/** Fails, once, where the share of rows that have a value is outside the bounds. No rows have no share, and pass. */
export const notNullProportion: DataTestKind = {
  name: 'not_null_proportion',
  level: 'column',
  schema: {
    type: 'object',
    properties: { at_least: share, at_most: { ...share, default: 1 } },
    required: ['at_least'],
    additionalProperties: false,
  },
  references: () => [],
  select(context) {
    const { at_least: least, at_most: most = 1 } = context.arguments;
    const proportion = `count(${testedColumn(context)}) / cast(nullif(count(*), 0) as double)`;
    return [
      'select not_null_proportion from (',
      `  select ${proportion} as not_null_proportion from ${context.relation} as tested`,
      ') as measured',
      `where not (not_null_proportion between ${Number(least)} and ${Number(most)})`,
    ].join('\n');
  },
};
