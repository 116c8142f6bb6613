import { list, text, type JsonSchema } from './json-schema.ts';
import { dataTestSettings } from './model-config.ts';

/**
 * A name, or a map of one name to its arguments and settings. Which names and arguments there are is known to the
 * registry of data tests, so that a project can have its own: only the settings are checked here.
 */
export const dataTest: JsonSchema = {
  type: ['string', 'object'],
  title: 'a data test',
  description: 'A name such as `unique`, or a name with arguments and settings.',
  minLength: 1,
  minProperties: 1,
  maxProperties: 1,
  additionalProperties: {
    type: ['object', 'null'],
    title: 'the arguments of a data test',
    properties: dataTestSettings,
  },
};

const privacy = text('Privacy category; a column without one is declared non-personal.', {
  pattern: '^(none|[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+)$',
  patternErrorMessage: 'a category such as "contact.email"',
  examples: ['identifier.account', 'contact.email', 'identity.name', 'location.postal_code', 'content.free_text'],
});

const type = text("Type, in DuckDB's spelling. Quote one that holds a comma.", {
  examples: [
    'bigint',
    'integer',
    'double',
    'decimal(10,2)',
    'boolean',
    'varchar',
    'varchar[]',
    'date',
    'timestamp',
    'json',
  ],
});

export const columnKeys = {
  name: text('Name of the column.'),
  type,
  description: text('What the column holds.'),
  privacy,
  data_tests: list({ $ref: '#/$defs/data_test' }, 'What must hold of the column.'),
} as const;
