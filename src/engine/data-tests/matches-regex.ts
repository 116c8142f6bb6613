import type { DataTestKind } from './data-test.ts';
import { textArgument } from './read-arguments.ts';
import { testedColumn } from './tested-column.ts';

/** Fails for each row in whose value the pattern is not found. NULL passes. */
export const matchesRegex: DataTestKind = {
  name: 'matches_regex',
  level: 'column',
  schema: {
    type: 'object',
    properties: { pattern: { type: 'string', minLength: 1, description: 'RE2 syntax; (?i) ignores case' } },
    required: ['pattern'],
    additionalProperties: false,
  },
  references: () => [],
  select(context) {
    const pattern = context.dialect.literal(textArgument(context.arguments, 'pattern'));
    const text = `cast(${testedColumn(context)} as varchar)`;
    return `select * from ${context.relation} as tested\nwhere not regexp_matches(${text}, ${pattern})`;
  },
};
