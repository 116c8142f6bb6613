import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpinionLanguage } from '../sentiment/opinion-lexicon.ts';

/** A text whose opinion is known: 1 for, 0 against. */
export type LabelledText = { readonly text: string; readonly label: 0 | 1 };

/** A real review with its stars, for measuring only. */
export type StarredReview = { readonly rating: number; readonly summary: string; readonly body: string };

const toLabel = (value: string | undefined): 0 | 1 => (value?.trim() === '1' ? 1 : 0);

const lines = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');

/** Rows of an RFC 4180 file, its header included. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /"((?:[^"]|"")*)"(,|\r?\n|$)|([^,\r\n]*)(,|\r?\n|$)/gy;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) throw new Error(`malformed CSV at offset ${cell.lastIndex}`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[3] ?? '');
    if ((match[2] ?? match[4]) === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** A file of `text TAB label` lines under a header (UCI Sentiment Labelled Sentences). */
export function readLabelledLines(path: string): LabelledText[] {
  return lines(path)
    .slice(1)
    .map((line) => {
      const tab = line.lastIndexOf('\t');
      return { text: line.slice(0, tab), label: toLabel(line.slice(tab + 1)) };
    });
}

/** A CSV of `text,label` under a header (Allociné). */
export function readLabelledCsv(path: string): LabelledText[] {
  return parseCsv(readFileSync(path, 'utf8'))
    .slice(1)
    .map(([text, label]) => ({ text: text ?? '', label: toLabel(label) }));
}

/** A file of `label TAB text` lines without a header (the evaluation sets of this folder). */
export function readTsv(path: string): { readonly label: string; readonly text: string }[] {
  return lines(path).map((line) => {
    const [label = '', text = ''] = line.split('\t');
    return { label, text };
  });
}

/** The sentences that we wrote: `+ text` and `- text` lines. */
export function readWritten(language: OpinionLanguage): LabelledText[] {
  return lines(join(import.meta.dirname, 'corpus', `written-${language}.txt`)).map((line) => ({
    text: line.slice(2),
    label: line.startsWith('+') ? 1 : 0,
  }));
}

/** The products that the generated reviews speak of. */
export function readProducts(language: OpinionLanguage): readonly string[] {
  const line = lines(join(import.meta.dirname, 'corpus', 'products.txt')).find((text) =>
    text.startsWith(`${language}\t`),
  );
  return (line ?? '').slice(3).split(', ');
}

/** The real English reviews of `amazon_reviews_4915.csv`. */
export function readStarredReviews(path: string): StarredReview[] {
  return parseCsv(readFileSync(path, 'utf8'))
    .slice(1)
    .filter((row) => row.length > 5)
    .map((row) => ({ rating: Number(row[3]), summary: row[4] ?? '', body: row[5] ?? '' }));
}
