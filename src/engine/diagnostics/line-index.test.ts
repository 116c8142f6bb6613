import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex, offsetFromCodePoints, offsetFromUtf8 } from './line-index.ts';

const texts = fc
  .array(fc.constantFrom('a', 'é', '日', '😀', '\ud83d', ' ', '\n', '\r', '\r\n'), { maxLength: 40 })
  .map((parts) => parts.join(''));

describe('LineIndex', () => {
  it.each([
    ['', 0, 1, 1],
    ['ab', 2, 1, 3],
    ['a\nb', 1, 1, 2],
    ['a\nb', 2, 2, 1],
    ['a\n', 2, 2, 1],
    ['a\r\nb', 2, 1, 3],
    ['a\r\nb', 3, 2, 1],
    ['a\rb', 2, 2, 1],
    ['\n\n\n', 2, 3, 1],
    ['😀x', 2, 1, 3],
    ['ab', -5, 1, 1],
    ['ab\ncd', 99, 2, 3],
  ])('puts offset %#: %j[%i] at %i:%i', (text, offset, line, column) => {
    expect(new LineIndex(text).position(offset)).toEqual({ line, column });
  });

  it('gives lines without their breaks', () => {
    const index = new LineIndex('a\r\n\r\nbc\rd\n');
    expect(Array.from({ length: index.lineCount }, (_, at) => index.line(at + 1))).toEqual(['a', '', 'bc', 'd', '']);
  });

  it('keeps a column beyond the end inside its line, and a line beyond the end at the end of the text', () => {
    const index = new LineIndex('ab\ncd');
    expect([index.offset(1, 99), index.offset(2, 2), index.offset(9, 1), index.offset(0, 0)]).toEqual([2, 4, 5, 0]);
  });

  it('turns every offset into a place and back', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const index = new LineIndex(text);
        for (let offset = 0; offset <= text.length; offset++) {
          const { line, column } = index.position(offset);
          const insideBreak = text[offset - 1] === '\r' && text[offset] === '\n';
          if (!insideBreak) expect(index.offset(line, column)).toBe(offset);
        }
      }),
    );
  });

  it('agrees with counting the breaks', () => {
    fc.assert(
      fc.property(texts, fc.nat(60), (text, at) => {
        // The middle of a `\r\n` still belongs to the line that it ends.
        const before = text[at] === '\n' ? text.slice(0, at).replace(/\r$/, '') : text.slice(0, at);
        const breaks = before.match(/\r\n|\r|\n/g)?.length ?? 0;
        expect(new LineIndex(text).position(at).line).toBe(breaks + 1);
      }),
    );
  });
});

describe('offsets of other units', () => {
  it('counts code points', () => {
    expect([0, 1, 2, 3, 9].map((each) => offsetFromCodePoints('a😀b', each))).toEqual([0, 1, 3, 4, 4]);
  });

  it('counts bytes of UTF-8, and goes back to where a character begins', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 99].map((each) => offsetFromUtf8('aé😀b', each))).toEqual([
      0, 1, 1, 2, 2, 2, 2, 4, 5,
    ]);
  });

  it('is the inverse of encoding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), fc.nat(60), (text, at) => {
        const units = Array.from(text).slice(0, at).join('');
        expect(offsetFromUtf8(text, Buffer.byteLength(units))).toBe(units.length);
        expect(offsetFromCodePoints(text, Array.from(units).length)).toBe(units.length);
      }),
    );
  });
});
