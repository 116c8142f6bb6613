import type { DataTestContext } from './data-test.ts';

/** The tested column, quoted. Parsing has seen to it that a test of level `column` stands on one. */
export function testedColumn({ column, dialect }: DataTestContext): string {
  if (column === undefined) throw new Error('a test of a column was compiled without one');
  return dialect.quote(column);
}
