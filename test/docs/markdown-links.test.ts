import { expect, it } from 'vitest';
import { anchorsOf, linksOf } from './markdown-links.ts';

it('finds links, and none in code', () => {
  const page = [
    'See [a](a.md), [b `code`](b.md#c "title"), ![picture](c.png) and [d][d].',
    '`[no](no.md)` ``[no](`no.md)``',
    '```md',
    '[no](no.md)',
    '```',
    '[d]: https://example.org/d',
  ].join('\n');
  expect(linksOf(page)).toEqual(['a.md', 'b.md#c', 'c.png', 'https://example.org/d']);
});

it('names headings as GitHub does', () => {
  const page =
    '# What is `this`?\n## A — b/c, d_e\n## Again\n```\n# no\n```\n## Again\n### [Link](x.md) été\n<a id="own"></a>\n';
  expect([...anchorsOf(page)]).toEqual(['what-is-this', 'a--bc-d_e', 'again', 'again-1', 'link-été', 'own']);
});
