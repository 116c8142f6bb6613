import type { Json } from '../parse/project.ts';
import type { DataTestContext, DataTestKind } from './data-test.ts';
import { testedColumn } from './tested-column.ts';

const bound = {
  type: ['number', 'string'],
  description: 'a number, a date as 2024-01-31, or a SQL expression',
} as const;

/** Fails for each row whose value is outside the range. NULL passes; NaN is above every number. */
export const acceptedRange: DataTestKind = {
  name: 'accepted_range',
  level: 'column',
  schema: {
    type: 'object',
    properties: { min: bound, max: bound, inclusive: { type: 'boolean', default: true } },
    anyOf: [{ required: ['min'] }, { required: ['max'] }],
    additionalProperties: false,
  },
  references: () => [],
  select(context) {
    const column = testedColumn(context);
    const { min, max, inclusive = true } = context.arguments;
    const equal = inclusive === false ? '' : '=';
    const conditions = [
      ...(min === undefined ? [] : [`${column} >${equal} ${boundSql(min, context)}`]),
      ...(max === undefined ? [] : [`${column} <${equal} ${boundSql(max, context)}`]),
    ];
    return `select * from ${context.relation} as tested\nwhere not (${conditions.join(' and ')})`;
  },
};

const date = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?)?$/;

/** A date is told from an expression, since 2024-01-31 is 1992 to SQL. */
function boundSql(value: Json, { dialect }: DataTestContext): string {
  if (typeof value === 'number') return dialect.literal(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return date.test(text) ? dialect.literal(text) : `(${text}\n)`;
}
