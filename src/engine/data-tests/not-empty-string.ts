import type { DataTestKind } from './data-test.ts';
import { testedColumn } from './tested-column.ts';

/** Fails for each row whose text is empty, or nothing but white space. NULL passes: that is what not_null is for. */
export const notEmptyString: DataTestKind = {
  name: 'not_empty_string',
  level: 'column',
  schema: {
    type: 'object',
    properties: { trim_whitespace: { type: 'boolean', default: true } },
    additionalProperties: false,
  },
  references: () => [],
  select(context) {
    const column = testedColumn(context);
    const whiteSpace = `' ' || chr(9) || chr(10) || chr(13)`;
    const text = context.arguments['trim_whitespace'] === false ? column : `trim(${column}, ${whiteSpace})`;
    return `select * from ${context.relation} as tested\nwhere ${text} = ''`;
  },
};
