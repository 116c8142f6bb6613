import { describe, expect, it } from 'vitest';
import { compile } from '../src/engine/engine.ts';

const { compiled, diagnostics } = await compile({ projectDir: import.meta.dirname, environment: {} });
const models = [...(compiled?.project.models.values() ?? [])];
const tests = compiled?.project.dataTests ?? [];

describe('the project', () => {
  it('compiles without a complaint: what it keeps of people is allowed where it is, or signed for', () => {
    expect(diagnostics).toEqual([]);
  });

  it('describes every source, model, seed and declared column', () => {
    const { sources, seeds } = compiled!.project;
    const nodes = [...sources.values(), ...models, ...seeds.values()];
    const bare = nodes.flatMap((node) => {
      const name = node.kind === 'source' ? node.id : node.name;
      const columns = node.columns.filter(({ description }) => description === undefined);
      return [...(node.description === undefined ? [name] : []), ...columns.map((column) => `${name}.${column.name}`)];
    });
    expect(bare).toEqual([]);
  });

  it('holds every table of marts and staging to a contract, and tests it', () => {
    const held = models.filter(
      ({ path, config }) => /models\/(staging|marts)\//.test(path) && config.materialized !== 'external',
    );
    expect(held.map(({ name }) => name).sort()).toMatchInlineSnapshot(`
      [
        "category_trends",
        "data_coherence",
        "product_satisfaction",
        "review_quality",
        "stg_buyers",
        "stg_orders",
        "stg_products",
        "stg_reviews",
      ]
    `);
    for (const { name, config, columns } of held) {
      expect(config.contractEnforced, name).toBe(true);
      expect(
        columns.every(({ type }) => type !== undefined),
        name,
      ).toBe(true);
      expect(
        tests.some(({ attachedTo }) => attachedTo?.name === name),
        name,
      ).toBe(true);
    }
  });

  it('lets no column of a person into the warehouse as it is in the shop', () => {
    const treated = compiled!.project.policies.treatments.flatMap(({ categories }) => categories);
    const personal = [...compiled!.project.sources.values()].flatMap((table) =>
      table.columns.flatMap(({ privacy }) => privacy ?? []),
    );
    const covers = (pattern: string, category: string): boolean =>
      pattern === category || (pattern.endsWith('.*') && category.startsWith(pattern.slice(0, -1)));
    expect(new Set(personal).size).toBeGreaterThan(6);
    for (const category of personal)
      expect(
        treated.some((pattern) => covers(pattern, category)),
        category,
      ).toBe(true);
  });
});
