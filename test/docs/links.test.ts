import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { anchorsOf, linksOf } from './markdown-links.ts';
import { repository } from './run-commands.ts';

const pages = [
  ...readdirSync(repository).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].sort();

it.each(pages)('every link of %s leads somewhere', (page) => {
  const text = readFileSync(join(repository, page), 'utf8');
  expect(linksOf(text).filter((link) => !leadsSomewhere(link, page))).toEqual([]);
});

it('looks at every page there is', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/tutorial.md']));
  expect(pages.length).toBeGreaterThan(10);
});

function leadsSomewhere(link: string, page: string): boolean {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return true;
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? join(repository, page) : join(repository, dirname(page), decodeURI(path));
  if (relative(repository, file).startsWith('..') || !existsSync(file)) return false;
  if (anchor === undefined) return true;
  return statSync(file).isFile() && anchorsOf(readFileSync(file, 'utf8')).has(anchor);
}
