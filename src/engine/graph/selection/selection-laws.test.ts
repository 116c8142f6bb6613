import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../build-graph.ts';
import type { NodeId } from '../graph.ts';
import { dataTest, model, project } from '../sample-project.ts';
import { select, type SelectOptions } from './select.ts';

const size = 8;
const name = (index: number): string => `m${(index * 3) % size}`;

/** Eight models with random edges and tags, and tests over one or two of them. */
const projects = fc
  .record({
    edges: fc.uniqueArray(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 16, selector: String }),
    tags: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: size, maxLength: size }),
    tests: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 6 }),
  })
  .map(({ edges, tags, tests }) => {
    const models = tags.map((tag, child) => {
      const reads = edges.filter(([from, to]) => to === child && from < child).map(([from]) => name(from));
      return model(name(child), reads.join(' '), { tags: [tag] });
    });
    const checks = tests.map(([a, b], index) => dataTest(`t${index}`, 'relationships', `${name(a)} ${name(b)}`));
    const made = project(...models, ...checks);
    return { made, graph: buildGraph(made).graph };
  });

const names = fc.oneof(
  fc.nat(size - 1).map(name),
  fc.constantFrom('tag:a', 'tag:b', 'm[0-3]', 't*', 'resource_type:test', 'm9'),
);
const criteria = fc
  .tuple(fc.constantFrom('', '+', '1+', '@'), names, fc.constantFrom('', '+', '+1', '+2'))
  .map(([before, value, after]) => before + value + (before === '@' ? '' : after));
const indirect = fc.constantFrom('eager', 'cautious', 'buildable', 'empty');

type World = (typeof projects extends fc.Arbitrary<infer T> ? T : never) & { readonly rule: SelectOptions['indirect'] };

function pick({ made, graph, rule }: World, include: readonly string[], exclude?: readonly string[]): Set<NodeId> {
  return new Set(select(graph, made, { select: include, indirect: rule, ...(exclude && { exclude }) }).ids);
}

/** Checks a law in any project, for two criteria; `rules`: the kinds of indirect selection under which it holds. */
function law(
  rules: fc.Arbitrary<NonNullable<SelectOptions['indirect']>>,
  check: (world: World, a: string, b: string) => void,
): void {
  fc.assert(
    fc.property(projects, rules, criteria, criteria, (world, rule, a, b) => {
      check({ ...world, rule }, a, b);
    }),
  );
}

const exact = fc.constantFrom('eager' as const, 'empty' as const);

describe('laws of selection', () => {
  it('a space and a repeated flag are the union', () => {
    law(exact, (world, a, b) => {
      const both = new Set([...pick(world, [a]), ...pick(world, [b])]);
      expect(pick(world, [`${a} ${b}`])).toEqual(both);
      expect(pick(world, [a, b])).toEqual(both);
    });
  });

  it('a comma is the intersection', () => {
    law(exact, (world, a, b) => {
      const second = pick(world, [b]);
      expect(pick(world, [`${a},${b}`])).toEqual(new Set([...pick(world, [a])].filter((id) => second.has(id))));
    });
  });

  it('excluding is the difference', () => {
    law(exact, (world, a, b) => {
      const without = pick(world, [b]);
      expect(pick(world, [a], [b])).toEqual(new Set([...pick(world, [a])].filter((id) => !without.has(id))));
    });
  });

  it('operators only add, and more steps add more', () => {
    law(indirect, (world, _a, _b) => {
      for (const index of [0, 3, 7]) {
        const plain = pick(world, [name(index)]);
        const one = pick(world, [`1+${name(index)}`]);
        const all = pick(world, [`+${name(index)}`]);
        const everything = pick(world, [`@${name(index)}`]);
        expect([...one]).toEqual(expect.arrayContaining([...plain]));
        expect([...all]).toEqual(expect.arrayContaining([...one]));
        expect([...everything]).toEqual(expect.arrayContaining([...all]));
      }
    });
  });

  it('union and intersection do not depend on the order, under any rule for tests', () => {
    law(indirect, (world, a, b) => {
      expect(pick(world, [`${a} ${b}`])).toEqual(pick(world, [`${b} ${a}`]));
      expect(pick(world, [`${a},${b}`])).toEqual(pick(world, [`${b},${a}`]));
    });
  });

  it('a stricter rule for tests never selects more', () => {
    law(exact, (world, a) => {
      const under = (rule: SelectOptions['indirect']): NodeId[] => [...pick({ ...world, rule }, [a])];
      const [eager, buildable, cautious] = [under('eager'), under('buildable'), under('cautious')];
      expect(eager).toEqual(expect.arrayContaining(buildable));
      expect(buildable).toEqual(expect.arrayContaining(cautious));
      expect(cautious).toEqual(expect.arrayContaining(under('empty')));
    });
  });
});
