import type { Treatment } from './treatment.ts';
import { redactText } from './redaction/redact-text.ts';

/**
 * Free text without the personal data that rules can find. A column that is itself an identifier is not free text:
 * redacting it would let through whatever the rules do not know, so its level stays.
 */
export const redact: Treatment = {
  name: 'redact',
  needsKey: false,
  yields: (level) => (level === 'free_text' ? 'redacted' : level),
  options: {},
  checkType: ({ type }) =>
    type === 'varchar' || type === 'json' ? undefined : `only text can be redacted, not ${type}`,
  outputType: () => 'varchar',
  prepare: () => redactText,
};
