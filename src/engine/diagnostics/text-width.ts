/** Ranges of code points that take two columns (Unicode's East Asian Width W and F, emoji left out). */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
];

const plainAscii = /^[\x20-\x7e]*$/;
const zeroWidth = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u;
const emoji = /^(?:\p{Emoji_Presentation}|\p{Regional_Indicator}{2})|\ufe0f/u;
// Cannot be shown, or (the bidirectional ones) would show the text in another order than it has.
const unprintable = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

let segmenter: Intl.Segmenter | undefined;

/** Splits a text into what a person sees as characters. */
export function graphemes(text: string): readonly string[] {
  if (plainAscii.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), (each) => each.segment);
}

/** Columns that a text takes in a terminal. */
export function displayWidth(text: string): number {
  if (plainAscii.test(text)) return text.length;
  return graphemes(text).reduce((sum, each) => sum + graphemeWidth(each), 0);
}

function graphemeWidth(grapheme: string): 0 | 1 | 2 {
  if (zeroWidth.test(grapheme)) return 0;
  if (emoji.test(grapheme)) return 2;
  const codePoint = grapheme.codePointAt(0)!;
  return codePoint >= 0x1100 && wideRanges.some(([low, high]) => codePoint >= low && codePoint <= high) ? 2 : 1;
}

/** Makes control characters visible, so that no text can move the cursor, colour the screen or reverse what is read. */
export function printable(text: string): string {
  if (!unprintable.test(text)) return text;
  return text.replace(new RegExp(unprintable, 'gu'), (control) => {
    const code = control.codePointAt(0)!;
    if (code === 0x7f) return '\u2421';
    return code < 0x20 ? String.fromCodePoint(0x2400 + code) : '\ufffd';
  });
}

/** Cuts a text to at most `width` columns, the last of which is then `…`. */
export function cutText(text: string, width: number): string {
  // Far beyond what can be shown: not worth splitting into characters.
  const head = text.length > width * 20 + 100 ? text.slice(0, width * 20 + 100) : text;
  if (head.length === text.length && displayWidth(text) <= width) return text;
  let kept = '';
  let room = Math.max(width - 1, 0);
  for (const each of graphemes(head)) {
    room -= graphemeWidth(each);
    if (room < 0) break;
    kept += each;
  }
  return width <= 0 ? '' : `${kept}…`;
}

export function padText(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const missing = ' '.repeat(Math.max(width - displayWidth(text), 0));
  return align === 'left' ? text + missing : missing + text;
}

/** Breaks a text at spaces into lines of at most `width` columns. A longer word keeps a line of its own, uncut. */
export function wrapText(text: string, width: number): readonly string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => wrapParagraph(paragraph, width));
}

function wrapParagraph(paragraph: string, width: number): readonly string[] {
  if (displayWidth(paragraph) <= width) return [paragraph];
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of paragraph.split(' ')) {
    const longer = line === undefined ? word : `${line} ${word}`;
    if (line !== undefined && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line !== undefined) lines.push(line);
  return lines;
}
