import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeFrame } from './code-frame.ts';
import { LineIndex } from './line-index.ts';
import { displayWidth } from './text-width.ts';

const plain = (text: string): string => text;
const texts = fc
  .array(
    fc.constantFrom('a', ' ', '\t', '日', '👨‍👩‍👧', '\ud83d', 'e\u0301', '\u001b[1m', '\u202e', '\n', '\r\n', 'word '),
    { maxLength: 120, size: 'max' },
  )
  .map((parts) => parts.join(''));

it('stays within its width and marks something, whatever the text and the range are', () => {
  fc.assert(
    fc.property(texts, fc.nat(400), fc.nat(200), fc.integer({ min: 30, max: 120 }), (text, from, length, width) => {
      const start = Math.min(from, text.length);
      const range = { start, end: Math.min(start + length, text.length) };
      const lines = codeFrame(new LineIndex(text), range, { width, gutter: plain, mark: plain });
      expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
      expect(lines.at(-1)).toMatch(/^ +\| *\^+$/);
      expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }),
  );
});

it('marks a word under its first and last letter, wherever it stands in a line of any length', () => {
  const filler = fc
    .array(fc.constantFrom('a ', '日', '\t', 'é', '😀'), { maxLength: 300, size: 'max' })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(filler, filler, fc.integer({ min: 40, max: 120 }), (before, after, width) => {
      const range = { start: before.length, end: before.length + 6 };
      const [line = '', marks = ''] = codeFrame(new LineIndex(`${before}NEEDLE${after}`), range, {
        width,
        gutter: plain,
        mark: plain,
      });
      expect(marks.indexOf('^')).toBe(displayWidth(line.slice(0, line.indexOf('NEEDLE'))));
      expect(marks.trimEnd().length - marks.indexOf('^')).toBe(6);
    }),
  );
});
