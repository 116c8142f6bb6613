import { expect, it } from 'vitest';
import { count_where, share, share_where } from './shares.ts';

it('writes shares that are null, not an error, where the whole is nothing', () => {
  expect(share('a', 'b')).toBe('cast(a as double) / nullif(b, 0)');
  expect(count_where('x > 1')).toBe('count(case when x > 1 then 1 end)');
  expect(share_where('ok')).toBe('cast(count(case when ok then 1 end) as double) / nullif(count(*), 0)');
});
