import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, displayWidth, padText, printable, wrapText } from './text-width.ts';

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['é', 1],
    ['e\u0301', 1],
    ['日本語', 6],
    ['ｶﾅ', 2],
    ['한글', 4],
    ['😀', 2],
    ['👨‍👩‍👧‍👦', 2],
    ['🇫🇷', 2],
    ['❤️', 2],
    ['✗ … · → •', 9],
    ['a\u200bb', 2],
    ['№', 1],
  ])('%s takes %i columns', (text, width) => expect(displayWidth(text)).toBe(width));
});

describe('printable', () => {
  it('shows what would act on the terminal or reorder the text', () => {
    expect(printable('a\u001b[31mb\u0007\u007f\u009b1m\u202eevil\u2066x\nz')).toBe(
      'a␛[31mb␇␡\ufffd1m\ufffdevil\ufffdx␊z',
    );
  });

  it('leaves every other text as it is', () => {
    expect(printable('naïve 日本 👨‍👩‍👧 → …')).toBe('naïve 日本 👨‍👩‍👧 → …');
  });
});

describe('cutText', () => {
  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['日本語', 5, '日本…'],
    ['日本語', 4, '日…'],
    ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 3, '👨‍👩‍👧‍👦…'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
    ['', 0, ''],
  ])('cuts %s to %i columns', (text, width, expected) => expect(cutText(text, width)).toBe(expected));

  it('never takes more room than it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.nat(30), (text, width) => {
        expect(displayWidth(cutText(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('does not split a text of megabytes into characters', () => {
    expect(cutText('é'.repeat(5_000_000), 4)).toBe('ééé…');
  });
});

it('pads by columns', () => {
  expect([padText('日', 4), padText('日', 4, 'right'), padText('long', 2)]).toEqual(['日  ', '  日', 'long']);
});

describe('wrapText', () => {
  it('breaks at spaces, keeps longer words and the breaks that are there', () => {
    expect(wrapText('one two three\nfour a/very/long/path/name six', 9)).toEqual([
      'one two',
      'three',
      'four',
      'a/very/long/path/name',
      'six',
    ]);
  });

  it('loses no word', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ]{0,40}$/), fc.integer({ min: 1, max: 20 }), (text, width) => {
        expect(wrapText(text, width).join(' ')).toBe(text);
      }),
    );
  });
});
