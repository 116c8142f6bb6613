import { expect, it } from 'vitest';
import { formatCounted, formatDuration } from './format-quantity.ts';

it.each([
  [0, '0 ms'],
  [0.4, '0 ms'],
  [99.4, '99 ms'],
  [99.6, '0.1 s'],
  [949, '0.9 s'],
  [4012, '4.0 s'],
  [99_949, '99.9 s'],
  [99_951, '1 min 40 s'],
  [125_400, '2 min 05 s'],
  [3_599_400, '59 min 59 s'],
  [3_599_600, '1 h 00 min'],
  [3_720_000, '1 h 02 min'],
])('writes %d ms as %s', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));

it('counts', () => {
  expect([formatCounted(1, 'row'), formatCounted(1_234_567, 'row'), formatCounted(0, 'entry', 'entries')]).toEqual([
    '1 row',
    '1,234,567 rows',
    '0 entries',
  ]);
});
