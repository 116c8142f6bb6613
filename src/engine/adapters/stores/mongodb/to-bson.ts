import type { StoredDocument } from '../../store.ts';
import type { Value } from '../../warehouse.ts';

/** What the driver can write: dates stay dates, a bigint becomes a 64-bit integer, bytes become binary data. */
export type BsonDocument = { readonly _id: string } & Record<string, unknown>;

/** The `_id` comes first, as MongoDB stores it. */
export function toBson({ id, document }: StoredDocument): BsonDocument {
  const result: Record<string, unknown> = { _id: id };
  for (const name of Object.keys(document)) if (name !== '_id') result[name] = bsonValue(document[name]!);
  return result as BsonDocument;
}

const [least, most] = [-(2n ** 63n), 2n ** 63n - 1n];

/** Whole numbers beyond 64 bits would lose digits without a word: they are written as text. */
function bsonValue(value: Value): unknown {
  if (typeof value === 'bigint') return value >= least && value <= most ? value : String(value);
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return (value as readonly Value[]).map(bsonValue);
  return Object.fromEntries(
    Object.entries(value as Readonly<Record<string, Value>>).map(([name, each]) => [name, bsonValue(each)]),
  );
}
