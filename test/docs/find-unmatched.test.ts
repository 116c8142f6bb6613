import { describe, expect, it } from 'vitest';
import { findUnmatched } from './find-unmatched.ts';

const output = `alambic 0.1.0 · shop · target local · 2 nodes, 2 tests

  success   seed        products                                    6       20 ms  2 tests passed
  unchanged incremental log                                         0       27 ms  unchanged · by id

error E0301 unknown ref: no model or seed named "a"
  hint: did you mean "b"?

  done in 85 ms · 2 tests passed, 0 warned, 0 failed
`;

describe('what a page shows', () => {
  it.each([
    ['a step as a terminal shows it', 'seed        products      6 rows  2 tests passed     1.5 s'],
    ['a step that changed nothing', 'incremental log 0 unchanged · by id'],
    ['a part of a line', 'no model or seed named "a"'],
    ['another time', 'done in 2.1 s · 2 tests passed'],
    ['lines with a gap', 'seed products 6 2 tests passed\n…\ndone in'],
    ['lines that follow each other', 'error E0301\n  hint: did you mean "b"?\n\n  done in'],
    ['a line with a gap', 'alambic … · shop'],
  ])('agrees in %s', (_what, shown) => {
    expect(findUnmatched(shown, output)).toBe(undefined);
  });

  it.each([
    ['another number of rows', 'seed products 7 2 tests passed'],
    ['a remark too few', 'seed products 6'],
    ['another message', 'no model or seed named "c"'],
    ['another number of tests', 'done in 85 ms · 3 tests passed'],
    ['a pattern that would match', 'no model or .* named'],
  ])('differs in %s', (_what, shown) => {
    expect(findUnmatched(shown, output)).toBe(shown);
  });

  it('differs where a line is left out without a word', () => {
    expect(findUnmatched('seed products 6 2 tests passed\nerror E0301', output)).toBe('error E0301');
  });

  it('differs in the order of lines', () => {
    expect(findUnmatched('hint: did you mean "b"?\nerror E0301', output)).toBe('error E0301');
  });
});
