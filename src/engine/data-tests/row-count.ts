import type { DataTestKind } from './data-test.ts';

const count = { type: 'integer', minimum: 0 } as const;

/** Fails, once, where the number of rows is not what is asked for. */
export const rowCount: DataTestKind = {
  name: 'row_count',
  level: 'relation',
  schema: {
    type: 'object',
    properties: { min: count, max: count, equals: count },
    anyOf: [{ required: ['min'] }, { required: ['max'] }, { required: ['equals'] }],
    additionalProperties: false,
  },
  references: () => [],
  select({ relation, arguments: { min, max, equals } }) {
    const conditions = [
      ...(min === undefined ? [] : [`row_count >= ${Number(min)}`]),
      ...(max === undefined ? [] : [`row_count <= ${Number(max)}`]),
      ...(equals === undefined ? [] : [`row_count = ${Number(equals)}`]),
    ];
    return [
      `select row_count from (select count(*) as row_count from ${relation} as tested) as counted`,
      `where not (${conditions.join(' and ')})`,
    ].join('\n');
  },
};
