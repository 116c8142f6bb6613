import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { dataTestKinds } from './registry.ts';
import { parseThreshold } from './threshold.ts';

const guide = readFileSync(new URL('../../../docs/guides/data-tests.md', import.meta.url), 'utf8');
const settings = ['severity', 'warn_if', 'error_if', 'where', 'limit', 'store_failures', 'tags', 'name', 'enabled'];

type Entry = string | Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const isList = (value: unknown): value is readonly Entry[] => Array.isArray(value);

/** Every entry of every `data_tests` list of the guide's YAML. */
function entriesOf(value: unknown): readonly Entry[] {
  if (Array.isArray(value)) return value.flatMap(entriesOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'data_tests' && isList(inner) ? inner : entriesOf(inner),
  );
}

describe('the guide to data tests', () => {
  const examples = [...guide.matchAll(/```yaml\n(.*?)```/gs)].flatMap(([, text = '']) => entriesOf(load(text)));

  it('has a section, a row and an example for each kind', () => {
    const sections = [...guide.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual([...dataTestKinds.keys()]);
    const rows = [...guide.matchAll(/^\| \[`(\w+)`\]\(#\1\) \| (column|model|both) \|/gm)].map(([, name, level]) => [
      name,
      level,
    ]);
    const levels = { column: 'column', relation: 'model', both: 'both' };
    expect(rows).toEqual([...dataTestKinds.values()].map((kind) => [kind.name, levels[kind.level]]));
    const shown = new Set(examples.map((entry) => (typeof entry === 'string' ? entry : Object.keys(entry)[0])));
    expect([...dataTestKinds.keys()].filter((name) => !shown.has(name))).toEqual([]);
  });

  it('shows only arguments and settings that are valid', () => {
    const schemas = new Ajv2020({ allowUnionTypes: true });
    const wrong = examples.filter((entry) => {
      const [name, given] = typeof entry === 'string' ? [entry, {}] : Object.entries(entry)[0]!;
      const own = Object.fromEntries(Object.entries(given).filter(([key]) => !settings.includes(key)));
      return !schemas.validate(dataTestKinds.get(name)?.schema ?? false, own);
    });
    expect(wrong).toEqual([]);
    expect(examples.length).toBeGreaterThan(20);
  });

  it('shows only thresholds that can be read', () => {
    const list = /share of the rows tested:\n(.*)\.\n/.exec(guide)?.[1] ?? '';
    const thresholds = [...list.matchAll(/`(.*?)`/g)].map(([, text = '']) => text);
    expect(thresholds.filter((text) => 'error' in parseThreshold(text))).toEqual([]);
    expect(thresholds).toHaveLength(9);
  });
});
