import { duration, list, map, oneOf, text, type JsonSchema } from './json-schema.ts';

const legalBases = ['consent', 'contract', 'legal_obligation', 'vital_interests', 'public_task', 'legitimate_interest'];

const processor: JsonSchema = {
  type: ['string', 'object'],
  title: 'a processor',
  description: 'Who processes the data for the controller: a name, or more.',
  minLength: 1,
  properties: {
    name: text('Name.'),
    country: text('Where it is established.'),
    service: text('What it does.'),
    control: text('How it is held to its obligations.'),
  },
  required: ['name'],
  additionalProperties: false,
};

const transfer: JsonSchema = {
  type: ['string', 'object'],
  title: 'a transfer',
  description: 'A transfer out of the European Union: a country, or more.',
  minLength: 1,
  properties: {
    country: text('Where the data goes.'),
    recipient: text('Who receives it.'),
    safeguards: text('What protects it.', { examples: ['standard contractual clauses', 'adequacy decision'] }),
  },
  required: ['country'],
  additionalProperties: false,
};

/** Only what the register cannot derive is declared here (privacy: art. 30 and the CNIL's sheet). */
export const processingActivity = map(
  'a processing activity',
  {
    name: text('Name of the activity.'),
    purpose: {
      ...text('What it is for; a list where there are several purposes.'),
      type: ['string', 'array'],
      items: text('A purpose.'),
    },
    legal_basis: oneOf(legalBases, 'Legal basis (art. 6).'),
    models: list(
      text('A selection.', { examples: ['tag:reviews+'] }),
      'Models that it consists of, in the syntax of --select.',
      { minItems: 1 },
    ),
    recipients: list(
      text('A role, or somebody else in the organisation.'),
      'Who receives the data inside the organisation.',
    ),
    external_recipients: list(text('An organisation.'), 'Who receives it outside.'),
    retention: map(
      'the retention of an activity',
      {
        after: { ...duration, description: 'How long the data is kept.' },
        from: text('Column that the time is counted from.', { examples: ['reviews.created_at'] }),
      },
      { description: 'When the data is erased.', required: ['after', 'from'] },
    ),
    processors: list(processor, 'Who processes it for the controller.'),
    transfers: list(transfer, 'Transfers out of the European Union.'),
    measures: map(
      'the security measures',
      {
        software: text('How software is protected.'),
        backup: text('How data is backed up.'),
        encryption: text('What is encrypted, and how.'),
        processors: text('How processors are held to their obligations.'),
        other: text('Anything else.'),
      },
      { description: 'Security measures that cannot be derived.' },
    ),
  },
  { description: 'An activity of the register.', required: ['name', 'models'] },
);
