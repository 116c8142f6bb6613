import { expect, it } from 'vitest';
import { formatTable } from './print-table.ts';

it('puts numbers to the right, texts to the left, and writes dates and nothing briefly', () => {
  const rows = [
    [1, 'kettle', new Date('2026-06-01T00:00:00Z'), 0.5, true],
    [12_345n, 'a long name', new Date('2026-06-01T12:30:00Z'), 1, null],
  ];
  expect(formatTable(['id', 'name', 'month', 'rate', 'ok'], rows)).toMatchInlineSnapshot(`
    "    id  name         month              rate  ok
    ──────  ───────────  ────────────────  ─────  ────
         1  kettle       2026-06-01        0.500  true
    12,345  a long name  2026-06-01 12:30      1"
  `);
});

it('is only headings where there is no row', () => {
  expect(formatTable(['id', 'name'], [])).toBe('id  name\n──  ────');
});
