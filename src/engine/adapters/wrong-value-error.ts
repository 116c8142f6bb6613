/** A value that a column cannot hold. It names the place and the types, never the value. */
export class WrongValueError extends Error {
  /** Within all rows given, from 0. */
  readonly row: number;
  readonly column: string;
  /** The column's type: `bigint`. */
  readonly expected: string;
  /** What came instead, in words: `a string`, `a number that is not whole`. */
  readonly actual: string;

  constructor(row: number, column: string, expected: string, actual: string) {
    super(`row ${row}, column "${column}": expected ${expected}, got ${actual}`);
    this.name = 'WrongValueError';
    this.row = row;
    this.column = column;
    this.expected = expected;
    this.actual = actual;
  }
}
