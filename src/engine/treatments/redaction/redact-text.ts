import { redactEmails, redactIps, redactPhones, redactUrls } from './redact-contacts.ts';
import { redactCards, redactIbans, redactNirs } from './redact-numbers.ts';
import { redactAddresses, redactNames } from './redact-people.ts';

interface Rule {
  /** Costs next to nothing, and is true wherever the rule could find something. */
  mayFind(text: string): boolean;
  redact(text: string): string;
}

const digit = /\d/;
const manyDigits = /\d(?:[^\d\n]{0,4}\d){6}/;
const account = /[A-Za-z]{2}\d{2}/;
const octets = /\d\.\d{1,3}\.|::|:[\da-f]{0,4}:/i;
const spelledAt = /[[({] ?(?:at|arobase|chez) ?[\])}]/i;

const always = (): boolean => true;
/** In this order: a number inside an e-mail address belongs to the address. */
const rules: readonly Rule[] = [
  { mayFind: (text) => text.includes('@') && text.includes('://'), redact: redactUrls },
  { mayFind: (text) => text.includes('@') || spelledAt.test(text), redact: redactEmails },
  { mayFind: (text) => account.test(text) && manyDigits.test(text), redact: redactIbans },
  { mayFind: (text) => manyDigits.test(text), redact: redactNirs },
  { mayFind: (text) => manyDigits.test(text), redact: redactCards },
  { mayFind: (text) => octets.test(text), redact: redactIps },
  { mayFind: (text) => manyDigits.test(text), redact: redactPhones },
  { mayFind: (text) => digit.test(text), redact: redactAddresses },
  { mayFind: always, redact: redactNames },
];
const mostPasses = 8;

/**
 * Free text without the personal data that rules can find, each replaced by its kind, as `[email]` or `[phone]`.
 * What replaces a find can uncover another one beside it, so the rules run until nothing changes: redacting twice
 * gives the same as redacting once. Names and addresses are best effort; the text stays personal data.
 */
export function redactText(text: string): string {
  let before = text;
  for (let pass = 0; pass < mostPasses; pass += 1) {
    let after = before;
    for (const rule of rules) if (rule.mayFind(after)) after = rule.redact(after);
    if (after === before) return after;
    before = after;
  }
  return before;
}
