/** How far a graph operator reaches: a number of steps, or all of them. */
export type Depth = number | 'all';

/** A stretch of the text of a selection: 0-based offset and length. */
export interface Stretch {
  readonly offset: number;
  readonly length: number;
}

/** One criterion, as in `2+tag:daily+` or `@orders`. */
export interface Criterion extends Stretch {
  readonly text: string;
  /** A name in the registry of methods. */
  readonly method: string;
  /** What stands behind the method's name: `materialized` of `config.materialized`. */
  readonly argument?: string;
  readonly value: string;
  readonly parents?: Depth;
  readonly children?: Depth;
  /** `@`: the descendants, and everything that they need. */
  readonly withChildrensParents: boolean;
}

/** Criteria that must all hold: what commas join. */
export interface Term extends Stretch {
  readonly text: string;
  readonly criteria: readonly Criterion[];
}

/** What the user wrote after `--select` or `--exclude`: any of the terms may hold. */
export interface Selection {
  readonly text: string;
  readonly terms: readonly Term[];
}
