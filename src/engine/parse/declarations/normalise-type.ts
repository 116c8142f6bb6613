import { readType } from './read-type.ts';

/** A type in DuckDB's spelling and lower case (`int8` is `bigint`, `numeric` is `decimal(18,3)`); what is no type stays as it is. */
export function normaliseType(text: string): string {
  const read = readType(text);
  return 'type' in read ? read.type : text.trim().toLowerCase();
}
