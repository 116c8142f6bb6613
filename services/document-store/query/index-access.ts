import type { OrderedIndex } from '../index/ordered-index.ts';
import type { Document } from '../values/document.ts';
import { inverted, orderKey, sameValue } from '../values/order-key.ts';
import { type Condition, parts } from './conditions.ts';

/** A way to read an index for a query. */
export interface IndexAccess {
  readonly index: OrderedIndex;
  /** From the first key up to, and without, the second. */
  readonly intervals: readonly (readonly [low: string, high: string])[];
  /** Entries in them. */
  readonly size: number;
  /** The filter narrows it down. */
  readonly bounded: boolean;
  /** Its documents come in the order that was asked for; `reverse` where it is read backwards. */
  readonly sorted: boolean;
  readonly reverse: boolean;
}

const maxIntervals = 1000;

/** How an index can serve a filter and an order, or undefined where it leaves out documents that may match. */
export function planAccess(
  index: OrderedIndex,
  filter: Document,
  conditions: ReadonlyMap<string, Condition>,
  order: Document,
): IndexAccess | undefined {
  const { fields, sparse, partialFilter } = index.definition;
  if (partialFilter !== undefined && !implies(filter, partialFilter)) return undefined;
  let prefixes = [''];
  let range: ((prefix: string) => readonly [string, string]) | undefined;
  let used = 0;
  for (const [path, direction] of fields) {
    const condition = conditions.get(path);
    if (condition === undefined || !usable(index, path, condition)) break;
    const turn = direction === -1 ? inverted : (key: string): string => key;
    if (condition.points === undefined) {
      range = rangeOf(condition, turn, index.multikeyFields.has(path));
      used++;
      break;
    }
    const keys = [...new Set(condition.points.map(orderKey))].map(turn);
    if (prefixes.length * keys.length > maxIntervals) break;
    prefixes = prefixes.flatMap((prefix) => keys.map((key) => prefix + key));
    used++;
  }
  if (sparse && used === 0) return undefined;
  const intervals = prefixes.toSorted().map(range ?? ((prefix) => [prefix, `${prefix}\uffff`] as const));
  const size = intervals.reduce((sum, [low, high]) => sum + index.entries.count(low, high), 0);
  return { index, intervals, size, bounded: used > 0, ...orderOf(index, conditions, order, intervals.length) };
}

/** A missing field stands in the index as null, unless the index leaves such documents out. */
function usable(index: OrderedIndex, path: string, { points }: Condition): boolean {
  if (points?.includes(null) !== true) return true;
  return !index.definition.sparse && !path.includes('.');
}

/** Every condition of the index's own filter stands word for word in the query. */
function implies(filter: Document, partial: Document): boolean {
  const known = parts(filter);
  return parts(partial).every(([name, wanted]) =>
    known.some(([path, given]) => path === name && sameValue(given, wanted)),
  );
}

/** Of an array, different elements may fulfil the two ends of a range: only one end can then be used. */
function rangeOf(
  { low, high }: Condition,
  turn: (key: string) => string,
  multikey: boolean,
): (prefix: string) => readonly [string, string] {
  const from = low === undefined ? undefined : cut(turn(orderKey(low.value)));
  const to = high === undefined || (multikey && low !== undefined) ? undefined : cut(turn(orderKey(high.value)));
  // Values of other types stand apart: their keys begin with another character.
  const bracket = turn(orderKey((low ?? high)!.value)[0]!);
  const all: Cut = { before: bracket, after: String.fromCharCode(bracket.charCodeAt(0) + 1) };
  const atLow = from === undefined ? undefined : low!.inclusive ? from.before : from.after;
  const atHigh = to === undefined ? undefined : high!.inclusive ? to.after : to.before;
  if (turn !== inverted) return (prefix) => [prefix + (atLow ?? all.before), prefix + (atHigh ?? all.after)];
  const first = to === undefined ? all.before : high!.inclusive ? to.before : to.after;
  const last = from === undefined ? all.after : low!.inclusive ? from.after : from.before;
  return (prefix) => [prefix + first, prefix + last];
}

/** Where a key lies: everything that begins with it is from `before` up to `after`. */
interface Cut {
  readonly before: string;
  readonly after: string;
}

function cut(key: string): Cut {
  return { before: key, after: `${key}\uffff` };
}

function orderOf(
  index: OrderedIndex,
  conditions: ReadonlyMap<string, Condition>,
  order: Document,
  intervals: number,
): { readonly sorted: boolean; readonly reverse: boolean } {
  const wanted = Object.entries(order);
  const unsorted = { sorted: wanted.length === 0, reverse: false };
  if (wanted.length === 0 || intervals !== 1) return unsorted;
  let at = 0;
  let reverse: boolean | undefined;
  for (const [path, direction] of index.definition.fields) {
    const fixed = conditions.get(path)?.points?.length === 1;
    if (at === wanted.length) break;
    const [name, downwards] = wanted[at]!;
    if (name === path) {
      const opposite = Number(downwards) < 0 !== (direction === -1);
      if (!fixed && (index.multikeyFields.has(path) || (reverse ?? opposite) !== opposite)) return unsorted;
      if (!fixed) reverse = opposite;
      at++;
    } else if (!fixed) return unsorted;
  }
  return at === wanted.length ? { sorted: true, reverse: reverse ?? false } : unsorted;
}
