import { duration, flag, list, map, oneOf, text, type JsonSchema } from './json-schema.ts';

export const levels = [
  'none',
  'aggregate',
  'quasi',
  'pseudonymous',
  'redacted',
  'derived',
  'weak',
  'free_text',
  'direct',
];
export const categoryPattern = {
  pattern: '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*(\\.\\*)?$',
  patternErrorMessage: 'a category such as "contact.email", or all of a kind such as "health.*"',
};
export const period = (description: string): JsonSchema => ({ ...duration, description });

export const controller = map(
  'the controller',
  {
    name: text('Name of the organisation.'),
    address: text('Its address.'),
    contact: text('How to reach it.'),
    representative: text('Who acts for it.'),
    joint_controller: text('Who decides with it, where somebody does.'),
    dpo: map(
      'the data protection officer',
      {
        name: text('Name.'),
        email: text('E-mail address.'),
        phone: text('Telephone.'),
        address: text('Address.'),
        designation: text('Number of the designation.'),
      },
      { description: 'Data protection officer.' },
    ),
  },
  { description: 'Who is responsible (art. 30).', required: ['name'] },
);

export const key = map(
  'a key',
  {
    secret: text('Secret that holds the key: the name of an environment variable, or a reference.', {
      pattern: '^([A-Za-z_][A-Za-z0-9_]*|\\$\\{[^}]+\\})$',
      patternErrorMessage:
        'the name of an environment variable or a reference such as "${vault:path#key}", never the key itself',
      examples: ['PII_KEY', '${vault:data/pii#key}'],
    }),
    version: { type: 'integer', minimum: 1, description: 'Version that new pseudonyms carry.' },
    retired: list({ type: 'integer', minimum: 1 }, 'Earlier versions that rows still carry.', {
      uniqueItems: true,
      default: [],
    }),
  },
  { description: 'A key of pseudonyms.', required: ['secret', 'version'] },
);

export const category = map(
  'a category',
  {
    level: oneOf(levels, 'How identifying it is.'),
    special: flag('True for the special categories of art. 9.', false),
  },
  { required: ['level'] },
);

export const treatment: JsonSchema = {
  type: 'object',
  title: 'a treatment',
  description:
    'What happens to categories while they leave the source. Of several, the first one that names a category counts.',
  required: ['categories', 'treatment'],
  properties: {
    categories: list(text('A category, or all of a kind.', categoryPattern), 'Categories that it is for.', {
      minItems: 1,
    }),
    treatment: text('What is done.', { examples: ['pseudonymise', 'drop', 'generalise', 'redact', 'mask', 'keep'] }),
    key: text('Key of `keys`, for treatments that need one.'),
  },
  // Options belong to the treatment, and are checked by it: a project's own has its own.
  additionalProperties: { type: ['string', 'number', 'boolean', 'array', 'null'] },
};

export const zone = map(
  'a zone',
  {
    allow: oneOf(levels, 'The most identifying label that a column of the zone may carry.'),
    k: {
      type: 'integer',
      minimum: 2,
      default: 11,
      description: 'Persons that a group must have, where aggregates are allowed.',
    },
  },
  { required: ['allow'] },
);

export const grant: JsonSchema = {
  type: ['string', 'object'],
  title: 'a grant',
  description: '`admin`, access to zones, or access to logs and runs.',
  pattern: '^admin$',
  patternErrorMessage: '"admin", or a map such as {zones: [curated], access: read}',
  properties: {
    zones: list(text('A zone.'), 'Zones that it is for.', { minItems: 1 }),
    access: oneOf(['read', 'write'], 'What may be done there.'),
    logs: oneOf(['read'], 'Access to logs.'),
    runs: oneOf(['read'], 'Access to the history of runs.'),
  },
  additionalProperties: false,
  minProperties: 1,
  dependentRequired: { zones: ['access'], access: ['zones'] },
};

export const declassification = map(
  'a declassification',
  {
    model: text('Model that lowers the label.'),
    column: text('Its column.'),
    to: oneOf(levels.slice(0, -1), 'Label that it lowers to.'),
    reason: text('Why that is right.'),
    approved_by: text('Who signs it.'),
    expires: text('Last day on which it counts.', {
      pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
      patternErrorMessage: 'a date such as 2027-06-30',
    }),
  },
  { required: ['model', 'column', 'to', 'reason', 'approved_by', 'expires'] },
);
