import { dataTestKinds } from '../../../src/engine/data-tests/registry.ts';
import type { JsonSchema } from '../../../src/engine/parse/schemas/json-schema.ts';
import { describeType } from './key-table.ts';

const levels = { column: 'a column', relation: 'all the rows', both: 'a column, or all the rows' } as const;

/** A table of the built-in data tests with their arguments, from their own schemas. */
export function describeDataTests(): string {
  const rows = [...dataTestKinds.values()].map(
    ({ name, level, schema }) => `| \`${name}\` | ${levels[level]} | ${describeArguments(schema as JsonSchema)} |`,
  );
  return ['| data test | tests | arguments |', '| --- | --- | --- |', ...rows].join('\n');
}

function describeArguments({ properties = {}, required = [], anyOf }: JsonSchema): string {
  const names = Object.entries(properties).map(([name, schema]) => {
    const form =
      schema['enum'] === undefined && schema.description !== undefined
        ? schema.description
        : describeType(schema, {}, () => undefined);
    return `\`${name}\`${required.includes(name) ? ' (required)' : ''}: ${form.replaceAll('|', '\\|')}`;
  });
  const needsOne = anyOf === undefined ? '' : '; at least one of them';
  return `${names.join('; ')}${needsOne}`;
}
