import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { expect, it } from 'vitest';
import { builtInCategories } from '../../src/engine/treatments/categories.ts';
import { createKeyedHash } from '../../src/engine/treatments/keyed-hash.ts';
import { cleanSentences, markedSentences } from '../../src/engine/treatments/redaction/corpus.ts';
import { redactText } from '../../src/engine/treatments/redaction/redact-text.ts';
import { treatments } from '../../src/engine/treatments/registry.ts';
import { repository } from './run-commands.ts';

const guide = readFileSync(join(repository, 'docs/guides/privacy.md'), 'utf8');
const key = createKeyedHash({ name: 'pii', version: 1, secret: 'a key for this test alone' });

/** The cells of each row of the table that follows a text. */
function tableAfter(text: string): readonly (readonly string[])[] {
  const lines = guide.slice(guide.indexOf(text)).split('\n');
  const start = lines.findIndex((line) => line.startsWith('|---'));
  const rows = lines.slice(start + 1);
  return rows.slice(0, rows.findIndex((line) => !line.startsWith('|'))).map((row) => row.split('|').slice(1, -1).map((cell) => cell.trim())); // prettier-ignore
}

const code = (cell = ''): string => cell.replaceAll(/^`|`$/g, '');

it('explains each treatment', () => {
  const explained = new Set(tableAfter('## Treatments').map(([name]) => code(name)));
  expect([...explained]).toEqual([...treatments.keys()]);
});

const examples = tableAfter('Examples, each').map((cells) => cells.map(code));

it.each(examples)('%s makes of %s: %s', (rule = '', value = '', expected = '') => {
  const { treatment: name, key: _, ...options } = load(rule) as Record<string, string | number>;
  const treatment = treatments.get(String(name));
  const result = treatment?.prepare({ type: 'varchar', options }, key)(value);
  if (!expected.endsWith('…')) expect(result).toBe(expected);
  else expect(result).toMatch(new RegExp(`^${expected.slice(0, -1)}.{43}$`));
});

it('has an example of each treatment that changes a value', () => {
  const shown = new Set(examples.map(([rule = '']) => (load(rule) as { treatment: string }).treatment));
  expect([...treatments.keys()].filter((name) => !shown.has(name))).toEqual(['drop', 'keep']);
});

it('lists the built-in categories with their levels', () => {
  const listed = tableAfter('These categories are built in').flatMap(([level = '', names = '']) =>
    names.split(' ').map((name) => [code(name), code(level.split(',')[0]), level.includes('special')]),
  );
  const actual = builtInCategories.map(({ pattern, level, special }) => [pattern, level, special]);
  const inOrder = (list: readonly unknown[]): string[] => list.map((each) => JSON.stringify(each)).toSorted();
  expect(inOrder(listed)).toEqual(inOrder(actual));
});

it('counts what redaction finds in the sentences that it is held to', () => {
  const mark = /⟦(\w+):(.*?)⟧/g;
  const counts = new Map<string, { marked: number; found: number }>();
  for (const sentence of markedSentences) {
    const redacted = redactText(sentence.replaceAll(mark, '$2'));
    for (const [, kind = '', text = ''] of sentence.matchAll(mark)) {
      const { marked, found } = counts.get(kind) ?? { marked: 0, found: 0 };
      counts.set(kind, { marked: marked + 1, found: found + (redacted.includes(text) ? 0 : 1) });
    }
  }
  const table = tableAfter('Of what is marked there').map(([kind, marked, found]) => [
    kind,
    Number(marked),
    Number(found),
  ]);
  expect(table).toEqual([...counts].map(([kind, { marked, found }]) => [kind, marked, found]));
  const changed = cleanSentences.filter((text) => redactText(text) !== text);
  expect(guide).toContain(`Of ${cleanSentences.length} sentences without personal data, ${changed.length} is changed.`);
});

it.each([...guide.matchAll(/`([^`]+)` stays as it is/g)].map(([, text = '']) => text))('leaves %j as it is', (text) => {
  expect(redactText(text)).toBe(text);
});
