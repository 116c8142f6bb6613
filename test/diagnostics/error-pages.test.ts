import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { generateErrorIndex } from '../../scripts/generate/generate-error-index.ts';
import { errorCodes, type ErrorCode } from '../../src/engine/diagnostics/codes.ts';
import { renderDiagnostic } from '../../src/engine/diagnostics/render-diagnostic.ts';
import type { Example } from './example.ts';
import { errorExamples } from './error-examples.ts';

const docs = fileURLToPath(new URL('../../docs/errors/', import.meta.url));
const codes = Object.keys(errorCodes) as readonly ErrorCode[];
const sections = ['What it means', 'Example', 'Why it happens', 'How to mend it'];
const examples = Object.values(errorExamples).flat();

function render({ diagnostic, files }: Example): string {
  return renderDiagnostic(diagnostic, { sources: (file) => files[file], colour: false, width: 100 });
}

function pageOf(code: string): string {
  return `${docs}${code}.md`;
}

it('has one example for each code, in the order of the codes', () => {
  expect(examples.map(({ diagnostic }) => diagnostic.code)).toEqual(codes);
});

it.each(Object.entries(errorExamples))('renders the examples of %s', async (range, list) => {
  expect(list.every(({ diagnostic }) => diagnostic.code.startsWith(range))).toBe(true);
  await expect(`${list.map(render).join('\n\n')}\n`).toMatchFileSnapshot(`golden/${range}.txt`);
});

describe('docs/errors', () => {
  it('has a page for each code, and no other', () => {
    const pages = readdirSync(docs).filter((name) => /^E\d+\.md$/.test(name));
    expect(pages.map((name) => name.slice(0, -3)).sort()).toEqual([...codes]);
  });

  it.each(codes)('%s has its title and every section, in order and not empty', (code) => {
    const [title, ...parts] = readFileSync(pageOf(code), 'utf8').split(/^## /m);
    expect(title).toBe(`# ${code} ${errorCodes[code]}\n\n`);
    expect(parts.map((part) => part.slice(0, part.indexOf('\n')))).toEqual(sections);
    for (const part of parts) expect(part.slice(part.indexOf('\n')).trim().length).toBeGreaterThan(40);
  });

  // `vitest -u` writes a changed message into its page, as it does for golden files.
  it.each(examples.filter(({ diagnostic }) => existsSync(pageOf(diagnostic.code))))(
    '$diagnostic.code shows the message as it is',
    async (each) => {
      const page = readFileSync(pageOf(each.diagnostic.code), 'utf8');
      const shown = page.replace(/^```text\n[^]*?^```$/m, () => `\`\`\`text\n${render(each)}\n\`\`\``);
      expect(shown).toContain(render(each));
      await expect(shown).toMatchFileSnapshot(pageOf(each.diagnostic.code));
    },
  );

  it('has an index that is up to date and leaves no code out', async () => {
    const [[path, text] = ['', '']] = await generateErrorIndex();
    for (const code of codes) expect(text).toContain(`[${code}](${code}.md) ${errorCodes[code]}\n`);
    expect(readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')).toBe(text);
  });
});
