import { remember } from './remember.ts';
import type { Treatment } from './treatment.ts';

/** Types with so few values that each can be told by how often its pseudonym occurs. */
export const fewValues: ReadonlySet<string> = new Set(['boolean', 'date', 'tinyint', 'utinyint']);

/**
 * `p3_` and the keyed hash of the value's text: equal values stay equal, across tables and types, and nothing else
 * can be seen. Still personal data (art. 4(5) of the GDPR). The prefix carries the version of the key.
 */
export const pseudonymise: Treatment = {
  name: 'pseudonymise',
  needsKey: true,
  yields: () => 'pseudonymous',
  options: {},
  outputType: () => 'varchar',
  prepare(_request, key) {
    if (key === undefined) throw new Error('pseudonymise needs a key');
    const prefix = `p${key.version}_`;
    return remember((value) => prefix + key.hmac(value));
  },
};
