import type { Dialect } from '../adapters/warehouse.ts';
import type { Json } from '../parse/project.ts';

export interface DataTestContext {
  readonly dialect: Dialect;
  /** The tested relation, ready to stand in a FROM: already filtered by `where`, already the shadow or the snapshot. */
  readonly relation: string;
  readonly column?: string;
  readonly arguments: Readonly<Record<string, Json>>;
  /** The SQL name of a model, seed or source that the arguments name, as `ref('x')` or `source('a', 'b')`. */
  relationOf(expression: string): string;
  /** ISO 8601, UTC: for tests of age. */
  readonly now: string;
}

/** A kind of data test. To add one: one file, one line in the registry, one fixture. */
export interface DataTestKind {
  readonly name: string;
  readonly level: 'column' | 'relation' | 'both';
  /** JSON Schema (2020-12) of the arguments, `additionalProperties: false`. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Names of relations (`ref('x')` …) among the arguments, for the graph. */
  references(args: Readonly<Record<string, Json>>): readonly string[];
  /** A select of the failing rows. `count(*)` of it is the number of failures, unless `failures` says otherwise. */
  select(context: DataTestContext): string;
  /** A scalar select of the number of failures where counting the failing rows is not it. */
  failures?(context: DataTestContext): string;
}
