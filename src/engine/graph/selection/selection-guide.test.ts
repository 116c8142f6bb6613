import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseSelection } from './parse-selection.ts';
import { selectionMethods } from './selection-methods.ts';

const guide = readFileSync(new URL('../../../../docs/guides/selection.md', import.meta.url), 'utf8');
const shown = [...guide.matchAll(/^\| `([^`]+)`(?: \(default\))? \|/gm)].map(([, text = '']) => text);

it('every selection of the guide can be read', () => {
  expect(shown.filter((text) => parseSelection(text).diagnostics.length > 0)).toEqual([]);
  expect(shown.length).toBeGreaterThan(25);
});

it('the guide shows every method', () => {
  const methods = new Set(
    shown.flatMap((text) =>
      parseSelection(text).selection.terms.flatMap((term) => term.criteria.map((each) => each.method)),
    ),
  );
  expect([...selectionMethods.keys()].filter((name) => !methods.has(name))).toEqual([]);
});
