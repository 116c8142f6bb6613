import { example } from '../example.ts';

/** E01: loading the files of a project. */
export const loadExamples = [
  example('E0101', 'no alambic.yml in shop', {
    hint: 'there is one in shop/project: use --project-dir shop/project',
  }),
  example('E0102', 'not YAML: a key goes on over several lines', {
    at: ['alambic.yml', 'version: 1\n«name amazon_reviews»\ndefault_target: local\n'],
    hint: 'check the indentation, and that each key is followed by ": "',
  }),
  example('E0103', 'models/marts/orders.sql cannot be read: permission denied', {
    at: ['models/marts/orders.sql'],
    hint: 'give the user who runs alambic read access to it',
  }),
  example('E0104', 'models/staging/stg_reviews.sql is not UTF-8', {
    at: ['models/staging/stg_reviews.sql'],
    hint: 'save the file as UTF-8',
  }),
];
