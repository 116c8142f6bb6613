import { hash } from 'node:crypto';
import type { DataTest, Json } from '../project.ts';

type Unnamed = Pick<DataTest, 'test' | 'attachedTo' | 'column' | 'arguments' | 'settings'>;

const longest = 120;

/**
 * `not_null_orders_order_id`, as dbt names it; with arguments or a condition, and where the name could not be the name
 * of a file, with a hash of what makes the test another one: `accepted_range_orders_amount_5f2c9a01`.
 */
export function nameDataTest(test: Unnamed): string {
  const { attachedTo, column } = test;
  const about = `${attachedTo?.name ?? ''}${column === undefined ? '' : `_${column}`}`;
  const plain = `${attachedTo?.kind === 'source' ? 'source_' : ''}${test.test}_${about}`.replaceAll('.', '_');
  const isSafe = plain.length <= longest && !/[^A-Za-z0-9_-]/.test(plain);
  const isOnlyOne = Object.keys(test.arguments).length === 0 && test.settings.where === undefined;
  if (isSafe && isOnlyOne) return plain;
  return `${plain.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, longest)}_${hashOf(test)}`;
}

/**
 * A function that gives tests which would share a name different ones: `a` with column `b_c` is not `a_b` with column
 * `c`. Names that the user gave, and tests that are the same, stay as they are.
 */
export function distinguishDataTests(all: readonly DataTest[]): (test: DataTest) => DataTest {
  if (new Set(all.map(({ name }) => name.toLowerCase())).size === all.length) return (test) => test;
  const byName = new Map<string, DataTest[]>();
  for (const test of all) {
    const same = byName.get(test.name.toLowerCase());
    if (same === undefined) byName.set(test.name.toLowerCase(), [test]);
    else same.push(test);
  }
  return (test) => {
    const same = byName.get(test.name.toLowerCase()) ?? [];
    if (same.length < 2 || test.name !== nameDataTest(test)) return test;
    const hasOther = same.some((other) => hashOf(other) !== hashOf(test));
    return hasOther ? { ...test, name: `${test.name}_${hashOf(test)}` } : test;
  };
}

/** Of everything that makes it another test; how it is judged and reported does not. */
function hashOf({ test, attachedTo, column, arguments: args, settings }: Unnamed): string {
  const identity = [
    test,
    attachedTo?.kind ?? null,
    attachedTo?.name ?? null,
    column ?? null,
    sorted(args),
    settings.where ?? null,
  ];
  return hash('sha1', JSON.stringify(identity)).slice(0, 8);
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]));
}
