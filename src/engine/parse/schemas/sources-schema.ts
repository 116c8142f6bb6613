import { columnKeys, dataTest } from './declared-columns.ts';
import { count, definition, list, map, oneOf, schemaFile, text, textOrList, version } from './json-schema.ts';
import { tags } from './model-config.ts';

const identifierWithoutDot = {
  pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
  patternErrorMessage: 'letters, digits and "_", beginning with a letter or "_"',
};

const freshness = {
  ...map(
    'the freshness of a table',
    {
      loaded_at_field: text('Column that says when a row came.'),
      warn_after: definition('freshness_bound', { description: 'Age of the newest row from which to warn.' }),
      error_after: definition('freshness_bound', { description: 'Age of the newest row from which to fail.' }),
      filter: text('SQL condition on the rows that count.'),
    },
    { required: ['loaded_at_field'] },
  ),
  description: 'How old the newest row may be.',
};

const freshnessBound = map(
  'a bound of freshness',
  {
    count: count('How many.'),
    period: oneOf(['minute', 'hour', 'day'], 'Of what.'),
  },
  { required: ['count', 'period'], examples: [{ count: 24, period: 'hour' }] },
);

const extraction = map(
  'an extraction',
  {
    mode: oneOf(['full', 'incremental'], 'Everything each time, or what is new since the last time.', {
      default: 'full',
    }),
    cursor: text('Column that grows with each change, for incremental extraction.', { examples: ['updated_at'] }),
    primary_key: textOrList('Columns that tell rows apart.'),
  },
  {
    description: 'How the table is read.',
    if: { properties: { mode: { const: 'incremental' } }, required: ['mode'] },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { title: 'an incremental extraction', required: ['cursor', 'primary_key'] },
  },
);

const table = map(
  'a table',
  {
    name: text('Name in the source system.'),
    description: text('What the table holds.'),
    schema: text("Schema in the source system; the source's where nothing is said."),
    tags,
    subject_key: textOrList('Column that says which person a row is about; a list where there are several persons.'),
    extract: definition('extraction'),
    freshness: definition('freshness'),
    columns: list(definition('column'), 'Columns that are extracted: no other ever leaves the source.', {
      minItems: 1,
    }),
    data_tests: list(definition('data_test'), 'What must hold of the table.'),
  },
  { description: 'A table of the source system.', required: ['name', 'columns'] },
);

const source = map(
  'a source',
  {
    name: text('Name that models use: {{source "shop" "reviews"}}.', identifierWithoutDot),
    description: text('What the system is.'),
    connection: text("Connection of the target; the one with the source's name where nothing is said."),
    schema: text('Schema of its tables.', { default: 'public' }),
    zone: text('Zone of the lake that its tables are extracted to.', { default: 'raw' }),
    tags,
    freshness: definition('freshness', { description: 'Freshness of the tables that say nothing themselves.' }),
    tables: list(definition('table'), 'Its tables.', { minItems: 1 }),
  },
  { description: 'A source system.', required: ['name', 'tables'] },
);

const column = map('a column', columnKeys, { description: 'A column that is extracted.', required: ['name', 'type'] });

export const sourcesSchema = schemaFile(
  'sources',
  'sources.yml',
  'Source systems: tables, columns, types, privacy categories, freshness, extraction.',
  {
    ...map(
      'sources.yml',
      { version, sources: list(definition('source'), 'Source systems.') },
      { required: ['version', 'sources'] },
    ),
    $defs: { source, table, column, extraction, freshness, freshness_bound: freshnessBound, data_test: dataTest },
  },
);
