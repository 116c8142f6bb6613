import { CommandError } from '../command-error.ts';
import type { Document } from '../values/document.ts';
import { candidateValues } from '../values/field-values.ts';
import { inverted, orderKey, rank } from '../values/order-key.ts';

/**
 * Sorts as MongoDB does: types first, then values; of an array the smallest element counts upwards, the greatest
 * downwards; documents that are equal keep their order.
 */
export function sortDocuments<T>(documents: readonly T[], order: Document): T[] {
  const fields = Object.entries(order).map(([path, direction]) => [path, Number(direction) < 0 ? -1 : 1] as const);
  if (fields.length === 0) throw new CommandError('BadValue', '$sort needs at least one field');
  const keyed = documents.map((document) => ({ document, key: sortKey(document, fields) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ document }) => document);
}

function sortKey(document: unknown, fields: readonly (readonly [path: string, direction: 1 | -1])[]): string {
  let key = '';
  for (const [path, direction] of fields)
    key += direction === 1 ? extreme(document, path, -1) : inverted(extreme(document, path, 1));
  return key;
}

function extreme(document: unknown, path: string, direction: 1 | -1): string {
  const values = candidateValues(document, path);
  if (values.length === 0) return rank.null;
  if (values.length === 1) return Array.isArray(values[0]) ? rank.emptyArray : orderKey(values[0]);
  const keys = values.filter((each) => !Array.isArray(each)).map(orderKey);
  return keys.reduce(
    (best, each) => ((direction === 1 ? each > best : each < best) ? each : best),
    keys[0] ?? rank.array,
  );
}
