import type { JsonSchema } from './json-schema.ts';

/** A value that does not meet a schema. */
export interface Violation {
  readonly keyword: string;
  /** Of the value, from the root of the document. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  /** The part of the schema that holds the keyword. */
  readonly schema: JsonSchema;
  /** The key that is unknown, missing, or no name. */
  readonly key?: string;
}

/** Where a check stands in the document, and what was found so far. */
export interface Visit {
  readonly path: (string | number)[];
  readonly found: Violation[];
}

export type Check = (value: unknown, visit: Visit) => void;
export type Compile = (schema: JsonSchema) => Check;
