import { type Document, isDocument } from '../values/document.ts';
import { isPlainValue } from './criteria.ts';

/** What a filter asks of one field, as far as an index can use it. */
export interface Condition {
  /** The field must have one of these values. */
  readonly points?: readonly unknown[];
  /** Or lie between these, of which at least one is given. */
  readonly low?: Bound;
  readonly high?: Bound;
}

export interface Bound {
  readonly value: unknown;
  readonly inclusive: boolean;
}

/** The conditions of a filter by field; the first one counts where a field has several. The filter still decides. */
export function readConditions(filter: Document): ReadonlyMap<string, Condition> {
  const found = new Map<string, Condition>();
  for (const [name, wanted] of parts(filter)) {
    const condition = found.has(name) ? undefined : readCondition(wanted);
    if (condition !== undefined) found.set(name, condition);
  }
  return found;
}

/** The fields of a filter, with those inside `$and`. */
export function parts(filter: Document): readonly (readonly [name: string, wanted: unknown])[] {
  return Object.entries(filter).flatMap(([name, wanted]) => {
    if (name === '$and' && Array.isArray(wanted))
      return wanted.flatMap((each: unknown) => (isDocument(each) ? parts(each) : []));
    return name.startsWith('$') ? [] : [[name, wanted] as const];
  });
}

function readCondition(wanted: unknown): Condition | undefined {
  if (wanted === null || isPlainValue(wanted)) return { points: [wanted] };
  if (!isDocument(wanted)) return undefined;
  const { $eq, $in, $all, $gt, $gte, $lt, $lte } = wanted as Record<string, unknown>;
  if ('$eq' in wanted && isIndexable($eq)) return { points: [$eq] };
  if (Array.isArray($in) && $in.every(isIndexable)) return { points: $in };
  if (Array.isArray($all) && $all.length > 0 && isIndexable($all[0])) return { points: [$all[0]] };
  const low = bound($gt, false) ?? bound($gte, true);
  const high = bound($lt, false) ?? bound($lte, true);
  return low === undefined && high === undefined ? undefined : { low, high };
}

function bound(value: unknown, inclusive: boolean): Bound | undefined {
  return isPlainValue(value) ? { value, inclusive } : undefined;
}

function isIndexable(value: unknown): boolean {
  return value === null || isPlainValue(value);
}
