/** What a generated validator says of one mistake (the shape is ajv's). */
export interface Violation {
  /** JSON pointer of the value. */
  readonly instancePath: string;
  /** JSON pointer of the keyword that was not met; relative to the definition that it stands in. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The value. */
  readonly data: unknown;
  readonly parentSchema: SchemaFacts;
}

/** What a message needs of the part of a schema that was not met. */
export interface SchemaFacts {
  /** What a value of it is called: `a column`. */
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
  /** What the keys are that must be there. */
  readonly about?: Readonly<Record<string, string>>;
  /** What a text must look like: `a duration such as "30 days"`. */
  readonly patternErrorMessage?: string;
}

export interface Validator {
  (data: unknown): boolean;
  /** Of the last call. */
  errors?: readonly Violation[] | null;
}
