import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCardNumber, isIban, isNir, passesLuhn } from './checks.ts';
import { cleanSentences, markedSentences } from './corpus.ts';
import { redactText } from './redact-text.ts';

const mark = /⟦(\w+):(.*?)⟧/g;

describe('redactText', () => {
  it.each(markedSentences.map((marked) => [marked.replaceAll(mark, '$2'), marked.replaceAll(mark, '[$1]')]))(
    '%s',
    (text, expected) => {
      expect(redactText(text)).toBe(expected);
    },
  );

  it('leaves what is no personal data, but for a brand with a title', () => {
    const changed = cleanSentences.filter((text) => redactText(text) !== text);
    expect(changed).toEqual(['Mr Coffee machine']);
  });

  it('gives the same when it is applied again', () => {
    const parts = [...markedSentences.map((text) => text.replaceAll(mark, '$2')), ...cleanSentences].flatMap((text) =>
      text.split(' '),
    );
    const piece = fc.oneof(
      fc.constantFrom(...parts),
      fc.string({ unit: fc.constantFrom(...'0123456789+-. @:/()[]aMÉ,\n') }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom(' ', '', ', '), (pieces, between) => {
        const once = redactText(pieces.join(between));
        expect(redactText(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds an e-mail address, an IBAN and a card wherever they stand', () => {
    const around = fc.string({ unit: fc.constantFrom(' ', ',', '.', '!', 'é', '\n', ' a ', ' le '), maxLength: 10 });
    const datum = fc.constantFrom(
      'jean.dupont@example.fr',
      'DE44 5001 0517 5407 3249 31',
      '4970 1000 0000 0014',
      '06 12 34 56 78',
    );
    fc.assert(
      fc.property(around, datum, around, (before, value, after) => {
        expect(redactText(`${before} ${value} ${after}`)).not.toContain(value.slice(2, -2));
      }),
    );
  });

  it.each([
    ['letters', 'a'.repeat(200_000)],
    ['letters and an at sign', `${'a'.repeat(200_000)}@`],
    ['digits', '1'.repeat(200_000)],
    ['spaced digits', '1 '.repeat(100_000)],
    ['capitals', 'Abc '.repeat(50_000)],
    ['titles', 'Mr '.repeat(60_000)],
    ['half addresses', '12 rue de la '.repeat(15_000)],
    ['colons', '::a'.repeat(60_000)],
    ['half URLs', 'https://a:'.repeat(20_000)],
    ['half accounts', 'FR76 '.repeat(40_000)],
    ['dots', `@${'a.'.repeat(100_000)}`],
  ])('does not slow down on %s', (_name, text) => {
    const started = process.cpuUsage();
    redactText(text);
    const { user } = process.cpuUsage(started);
    expect(user / 1e6).toBeLessThan(3);
  });
});

describe('the check digits', () => {
  it('tell a right number from a wrong one', () => {
    expect(passesLuhn('4970100000000014')).toBe(true);
    expect(isCardNumber('4970100000000014')).toBe(true);
    expect(isCardNumber('4970100000000015')).toBe(false);
    expect(isCardNumber('9780201379624')).toBe(false);
    expect(isIban('GB29NWBK60161331926819')).toBe(true);
    expect(isIban('GB28NWBK60161331926819')).toBe(false);
    expect(isIban('GB29NWBK6016133192681')).toBe(false);
    expect(isNir('185057800604830')).toBe(true);
    expect(isNir('185057800604831')).toBe(false);
    expect(isNir('189072A00412386')).toBe(true);
    expect(isNir('189072B00412386')).toBe(false);
  });
});
