import { definition, list, map, named, oneOf, schemaFile, text, version } from './json-schema.ts';
import {
  category,
  categoryPattern,
  controller,
  declassification,
  grant,
  key,
  levels,
  period,
  treatment,
  zone,
} from './policy-definitions.ts';
import { processingActivity } from './processing-activity.ts';

export const policiesSchema = schemaFile(
  'policies',
  'policies.yml',
  'What governance reviews: categories, treatments, zones, roles, purposes, retention, declassifications.',
  {
    ...map(
      'policies.yml',
      {
        version,
        controller: definition('controller'),
        keys: named('the keys', definition('key'), 'Keys of pseudonyms, by name.'),
        categories: {
          type: 'object',
          title: 'the categories',
          description: 'How identifying each category is; these come before the built-in ones.',
          propertyNames: categoryPattern,
          additionalProperties: definition('category'),
        },
        treatments: list(definition('treatment'), 'What happens to each category while it leaves the source.'),
        zones: named('the zones', definition('zone'), 'Zones, by a name of your own.'),
        roles: named(
          'the roles',
          map(
            'a role',
            { description: text('Who has it.'), grants: list(definition('grant'), 'What it may do.') },
            { required: ['grants'] },
          ),
          'Roles, by name.',
        ),
        processing_activities: list(definition('processing_activity'), 'One sheet of the register each.'),
        declassifications: list(
          definition('declassification'),
          'Labels that are lowered: explicit, reasoned, signed, and they expire.',
        ),
        functions: list(
          map(
            'a function',
            {
              name: text('Name in SQL.'),
              label: oneOf(['keep', ...levels], 'Label of its result; `keep`: that of its arguments.'),
            },
            { required: ['name', 'label'] },
          ),
          'SQL functions of your own, whose results would be unknown.',
        ),
        logs: map(
          'the retention of logs',
          {
            debug_retention: period('How long debug logs are kept.'),
            access_retention: period('How long access logs are kept.'),
          },
          { description: 'Retention of logs.' },
        ),
        secrets: map(
          'the rotation of secrets',
          { rotation: period('Age at which a secret is replaced.') },
          { description: 'Rotation of secrets.' },
        ),
      },
      { required: ['version'] },
    ),
    $defs: {
      controller,
      key,
      category,
      treatment,
      zone,
      grant,
      declassification,
      processing_activity: processingActivity,
    },
  },
);
