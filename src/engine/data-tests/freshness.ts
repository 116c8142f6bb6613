import type { DataTestKind } from './data-test.ts';
import { objectArgument, textArgument } from './read-arguments.ts';

const secondsIn: Readonly<Record<string, number>> = { minute: 60, hour: 3_600, day: 86_400 };

/**
 * Fails, once, where the newest row is older than `max_age`, or where no row has a time. Compared as seconds since
 * 1970, so that no session's time zone matters; a time without a zone is UTC.
 */
export const freshness: DataTestKind = {
  name: 'freshness',
  level: 'relation',
  schema: {
    type: 'object',
    properties: {
      field: { type: 'string', minLength: 1 },
      max_age: {
        type: 'object',
        properties: { count: { type: 'integer', minimum: 1 }, period: { enum: Object.keys(secondsIn) } },
        required: ['count', 'period'],
        additionalProperties: false,
      },
    },
    required: ['field', 'max_age'],
    additionalProperties: false,
  },
  references: () => [],
  select({ relation, dialect, now, arguments: args }) {
    const age = objectArgument(args, 'max_age');
    const seconds = Number(age['count']) * (secondsIn[textArgument(age, 'period')] ?? Number.NaN);
    const oldest = Math.floor(Date.parse(now) / 1000) - seconds;
    const field = dialect.quote(textArgument(args, 'field'));
    return [
      `select latest from (select max(${field}) as latest from ${relation} as tested) as newest`,
      `where latest is null or epoch(latest) < ${oldest}`,
    ].join('\n');
  },
};
