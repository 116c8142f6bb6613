import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderedEntries } from './ordered-entries.ts';

type Entry = readonly [key: string, id: string];
const key = fc.integer({ min: 0, max: 40 }).map((n) => String(n).padStart(3, '0'));
const change = fc.tuple(fc.boolean(), key, fc.integer({ min: 0, max: 60 }).map(String));

const sorted = (all: Iterable<string>): Entry[] =>
  [...all]
    .map((each) => each.split('/') as unknown as Entry)
    .toSorted((a, b) => (a[0] === b[0] ? (a[1] < b[1] ? -1 : 1) : a[0] < b[0] ? -1 : 1));

describe('OrderedEntries', () => {
  it('holds what a sorted list would, whatever was added and removed', () => {
    const changes = fc.array(change, { minLength: 500, maxLength: 3000, size: 'max' });
    fc.assert(
      fc.property(changes, key, key, (all, low, high) => {
        const [entries, model] = [new OrderedEntries(), new Set<string>()];
        for (const [add, key, id] of all) {
          const name = `${key}/${id}`;
          if (!add) entries.delete(key, id);
          else if (!model.has(name)) entries.add(key, id);
          if (add) model.add(name);
          else model.delete(name);
        }
        const within = sorted(model).filter(([key]) => key >= low && key < high);
        expect([...entries.ids(low, high)]).toEqual(within.map(([, id]) => id));
        expect([...entries.ids(low, high, true)]).toEqual(within.map(([, id]) => id).toReversed());
        expect(entries.count(low, high)).toBe(within.length);
        expect(entries.size).toBe(model.size);
      }),
      { numRuns: 50 },
    );
  });

  it('is the same built at once', () => {
    const all = Array.from({ length: 5000 }, (_, n): Entry => [String((n * 7919) % 1000).padStart(4, '0'), String(n)]);
    const [built, grown] = [OrderedEntries.from(all), new OrderedEntries()];
    for (const [key, id] of all) grown.add(key, id);
    expect([...built.ids('', '\uffff')]).toEqual([...grown.ids('', '\uffff')]);
    built.delete('0001', [...built.ids('0001', '0002')][0]!);
    expect(built.count('0001', '0002')).toBe(4);
  });
});
