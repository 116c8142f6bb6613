import { connections } from './connections.ts';
import {
  count,
  definition,
  free,
  identifier,
  list,
  map,
  named,
  schemaFile,
  text,
  version,
  type JsonSchema,
} from './json-schema.ts';
import { folderConfig, seedFolderConfig } from './model-config.ts';

const target = map(
  'a target',
  {
    warehouse: definition('warehouse'),
    lake: definition('lake', { default: { type: 'local', path: '.alambic/lake' } }),
    connections: named(
      'the connections of a target',
      definition('connection'),
      'Sources and document stores, by the name that sources.yml and projections use.',
    ),
    threads: count('Steps that run at once.', { default: 4 }),
  },
  { description: 'An environment: where data is read, built and served.', required: ['warehouse'] },
);

function folder(title: string, config: Readonly<Record<string, JsonSchema>>, itself: string): JsonSchema {
  return {
    type: 'object',
    title,
    description: 'Defaults of a folder: keys of a configuration, or the names of folders in it. The nearest wins.',
    properties: config,
    additionalProperties: definition(itself),
  };
}

export const alambicSchema = schemaFile(
  'alambic',
  'alambic.yml',
  'The project: its name, where it runs, and defaults by folder.',
  {
    ...map(
      'alambic.yml',
      {
        version,
        name: text('Name of the project.', identifier),
        default_target: text(
          'Target that is used where the command line names none; not needed where there is only one.',
          { examples: ['local'] },
        ),
        targets: named('the targets', definition('target'), 'Environments, by name.', { minProperties: 1 }),
        models: definition('folder', { description: 'Defaults of models, by folder of models/.' }),
        seeds: definition('seed_folder', { description: 'Defaults of seeds, by folder of seeds/.' }),
        vars: free('Values that models read by {{var "name"}}; `--vars` overrides them.'),
        macro_paths: list(text('A folder.'), 'Folders of macros beside macros/, relative to the project.', {
          uniqueItems: true,
        }),
      },
      { required: ['version', 'name', 'targets'] },
    ),
    $defs: {
      target,
      ...connections,
      folder: folder('the defaults of a folder', folderConfig, 'folder'),
      seed_folder: folder('the defaults of a folder of seeds', seedFolderConfig, 'seed_folder'),
    },
  },
);
