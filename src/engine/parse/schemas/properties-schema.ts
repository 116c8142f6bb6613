import { columnKeys, dataTest } from './declared-columns.ts';
import { definition, list, map, schemaFile, text, version } from './json-schema.ts';
import { dataTestSettings, modelConfig, seedConfig, tags } from './model-config.ts';

const column = map(
  'a column',
  {
    ...columnKeys,
    because: text('Why a lower privacy category than that of its inputs is right.'),
  },
  { description: 'A column of a model or seed.', required: ['name'] },
);

const columns = list(definition('column'), 'Columns; with an enforced contract, all of them.');
const dataTests = list(definition('data_test'), 'What must hold of all the rows together.');

const model = map(
  'a model',
  {
    name: text('Name of the model: that of its file.'),
    description: text('What one row is, and what it is for.'),
    columns,
    data_tests: dataTests,
    ...modelConfig,
    config: map('a config', modelConfig, { description: 'The same keys of configuration, as dbt places them.' }),
  },
  { description: 'What is said of a model beside its file.', required: ['name'] },
);

const seed = map(
  'a seed',
  {
    name: text('Name of the seed: that of its file.'),
    description: text('What one row is, and what it is for.'),
    columns,
    data_tests: dataTests,
    delimiter: text('What stands between two values: one character.', { maxLength: 1, default: ',' }),
    ...seedConfig,
    config: map('a config of a seed', seedConfig, {
      description: 'The same keys of configuration, as dbt places them.',
    }),
  },
  { description: 'What is said of a seed beside its file.', required: ['name'] },
);

const rows = list(
  { type: 'object', title: 'a row', description: 'Values by column.' },
  'Rows; a column that is left out is null.',
);

const given = map(
  'an input',
  {
    input: text("What is read: ref('model') or source('system', 'table').", {
      pattern:
        '^\\s*(ref\\(\\s*(\'[^\']+\'|"[^"]+")\\s*\\)|source\\(\\s*(\'[^\']+\'|"[^"]+")\\s*,\\s*(\'[^\']+\'|"[^"]+")\\s*\\))\\s*$',
      patternErrorMessage: "ref('model') or source('system', 'table')",
      examples: ["ref('stg_reviews')", "source('shop', 'reviews')"],
    }),
    rows,
  },
  { description: 'Rows of an input.', required: ['input', 'rows'] },
);

const unitTest = map(
  'a unit test',
  {
    name: text('Name of the unit test.'),
    description: text('What it shows.'),
    model: text('Model that is tested.'),
    given: list(definition('given'), 'What the model reads.'),
    expect: map(
      'an expectation',
      { rows: definition('rows', { description: 'Rows; only the columns named here are compared.' }) },
      {
        description: 'What it must give.',
        required: ['rows'],
      },
    ),
    tags,
  },
  { description: 'A model run on rows written here.', required: ['name', 'model', 'given', 'expect'] },
);

const singularTest = map(
  'a singular data test',
  {
    ...dataTestSettings,
    name: text('Name of the test: that of its file in tests/.'),
  },
  { description: 'What is said of a singular data test beside its file.', required: ['name'] },
);

export const propertiesSchema = schemaFile(
  'properties',
  'properties',
  'What is said of models, seeds and tests in YAML files beside them.',
  {
    ...map(
      'a properties file',
      {
        version,
        models: list(definition('model'), 'Models.'),
        seeds: list(definition('seed'), 'Seeds.'),
        unit_tests: list(definition('unit_test'), 'Unit tests.'),
        data_tests: list(definition('singular_test'), 'Singular data tests: SQL files of tests/.'),
      },
      { required: ['version'] },
    ),
    $defs: { model, seed, column, unit_test: unitTest, given, rows, singular_test: singularTest, data_test: dataTest },
  },
);
