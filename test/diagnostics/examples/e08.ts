import { example } from '../example.ts';

/** E08: privacy. */
export const policyExamples = [
  example('E0801', 'unknown privacy category "contact.mail" of column "email"', {
    at: ['sources.yml', 'columns:\n  - {name: email, type: varchar, privacy: «contact.mail»}\n'],
    hint: 'did you mean "contact.email"?',
  }),
  example('E0802', 'column "email" would enter zone "raw" without a sufficient treatment', {
    at: [
      'sources.yml',
      'columns:\n  - {name: buyer_id, type: bigint, privacy: identifier.account}\n  - {name: «email», type: varchar, privacy: contact.email}\n',
    ],
    notes: [
      { label: 'column', text: 'shop.buyers.email is direct (contact.email)' },
      { label: 'zone', text: 'raw allows pseudonymous' },
    ],
    hint: 'add to "treatments" in policies.yml: {categories: [contact.email], treatment: pseudonymise, key: …}, or drop',
  }),
  example('E0803', 'unknown key "pi"', {
    at: [
      'policies.yml',
      'keys:\n  pii: {secret: PII_KEY, version: 1}\ntreatments:\n  - {categories: [contact.email], treatment: pseudonymise, key: «pi»}\n',
    ],
    hint: 'did you mean "pii"?',
  }),
  example('E0804', 'unknown zone "row" of shop.buyers', {
    at: ['sources.yml', 'sources:\n  - name: shop\n    connection: shop\n    zone: «row»\n'],
    hint: 'did you mean "raw"?',
  }),
];
