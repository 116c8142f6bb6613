import { count, flag, free, list, map, oneOf, text, textOrList, type JsonSchema } from './json-schema.ts';

type Keys = Readonly<Record<string, JsonSchema>>;

export const tags = textOrList('Names to select by: `--select tag:mart`. Those of folder and model add up.');

/** What a folder can say for all that is in it. */
export const folderConfig: Keys = {
  enabled: flag('False leaves it out.', true),
  zone: text('Zone of policies.yml that it belongs to.', { examples: ['processed', 'curated'] }),
  schema: text("Schema that it is built in; the zone's name where nothing is said."),
  tags,
  materialized: oneOf(['view', 'table', 'incremental', 'ephemeral', 'external', 'projection'], 'How it is built.', {
    default: 'view',
  }),
  incremental_strategy: oneOf(['append', 'delete+insert', 'merge'], 'How new rows meet the rows that are there.'),
  on_schema_change: oneOf(
    ['ignore', 'append_new_columns', 'sync_all_columns', 'fail'],
    'What happens where an incremental model has other columns than its table.',
    { default: 'ignore' },
  ),
  full_refresh: {
    type: 'boolean',
    description: 'True rebuilds an incremental model each time; false never, whatever the command line says.',
  },
  contract: map(
    'a contract',
    { enforced: flag('True refuses a model whose columns or types differ from those declared.', true) },
    {
      description: 'Whether the declared columns bind the model.',
      required: ['enforced'],
    },
  ),
  meta: free('Anything of your own: kept in the manifest, never interpreted.'),
};

const index = map(
  'an index',
  {
    name: text('Name; made from the keys where nothing is said.'),
    keys: {
      type: 'object',
      title: 'the keys of an index',
      minProperties: 1,
      description: 'Fields in order: 1 ascending, -1 descending, text for words.',
      additionalProperties: { enum: [1, -1, 'text'] },
      examples: [{ product_id: 1, created_at: -1 }],
    },
    unique: flag('True refuses two documents with the same keys.', false),
  },
  { required: ['keys'] },
);

const projection = map(
  'a projection',
  {
    store: text('A connection of type mongodb of the target.'),
    collection: text('Collection that the rows are written to.'),
    key: textOrList('Columns that tell documents apart.'),
    indexes: list(index, 'Indexes that the collection must have.'),
  },
  { description: 'Where a model of materialization `projection` goes.', required: ['store', 'collection', 'key'] },
);

export const modelConfig: Keys = {
  ...folderConfig,
  alias: text("Name of the relation where it is not the model's."),
  unique_key: textOrList('Columns that tell rows apart, for incremental models.'),
  projection,
};

const { enabled, zone, schema, meta } = folderConfig as Readonly<
  Record<'enabled' | 'zone' | 'schema' | 'meta', JsonSchema>
>;

export const seedFolderConfig: Keys = { enabled, zone, schema, tags, meta };
export const seedConfig: Keys = { ...seedFolderConfig, alias: modelConfig['alias']! };

/** Common settings of every data test, with dbt's meaning. */
export const dataTestSettings: Keys = {
  name: text('Name, where the one that is made is not good enough.', {
    pattern: '^[A-Za-z0-9_][A-Za-z0-9_.-]*$',
    patternErrorMessage: 'letters, digits, "_", "-" and "."',
  }),
  description: text('What the test holds the data to.'),
  severity: oneOf(['error', 'warn'], 'Whether a failure stops what depends on the tested relation.', {
    default: 'error',
  }),
  warn_if: text('Number of failures, or their share, from which the test warns.', {
    default: '!= 0',
    examples: ['> 10', '>= 1%'],
  }),
  error_if: text('Number of failures, or their share, from which the test fails.', {
    default: '!= 0',
    examples: ['> 10', '>= 1%'],
  }),
  where: text('SQL condition on the rows that are tested.', {
    examples: ['created_at >= current_date - interval 30 day'],
  }),
  limit: count('Failing rows that are counted and kept, at most.'),
  store_failures: flag('True keeps the failing rows in a table.', false),
  tags,
  enabled: flag('False leaves the test out.', true),
};
