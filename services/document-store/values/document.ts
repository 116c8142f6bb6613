/** A document as the driver's BSON library reads it. Never changed once stored: an update stores another one. */
export type Document = Readonly<Record<string, unknown>>;

/** A document of the wire or of BSON: not a date, an ObjectId or another value that happens to be an object. */
export function isDocument(value: unknown): value is Document {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return (
    !('_bsontype' in value) && !(value instanceof Date) && !(value instanceof RegExp) && !ArrayBuffer.isView(value)
  );
}

/** The name of a value's type that is no JavaScript type of its own: `Long`, `ObjectId`, `Binary` … */
export function bsonType(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, string>)['_bsontype'] : undefined;
}

/** A copy whose nested documents and arrays can be changed without the original changing. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (!isDocument(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = copyOf(value[key]);
  return copy as T;
}
