import { expect, it } from 'vitest';
import type { ResultSet } from '../src/engine/adapters/warehouse.ts';
import { showMarts } from './show-marts.ts';

const relation = (names: readonly string[], rows: ResultSet['rows']): ResultSet => ({
  columns: names.map((name) => ({ name, type: 'varchar' })),
  rows,
});

const coherence = relation(
  ['section', 'measure', 'row_count', 'row_share'],
  [
    ['stage', 'extracted', 2_100, 1],
    ['stage', 'accepted', 2_000, 0.95],
    ['stage', 'rejected', 100, 0.05],
    ['rejection', 'spam', 30, 0.01],
    ['rejection', 'duplicate', 70, 0.03],
    ['rejection', 'future_date', 0, 0],
    ['orphan', 'orders without buyer', 0, 0],
    ['agreement', 'neither', 12, 0.01],
    ['sentiment', '5 stars, positive', 1_500, 0.9],
    ['sentiment', '1 stars, negative', 40, 1],
  ],
);

it('shows five rows of each mart, the balance, and the reasons that occur, most frequent first', async () => {
  const asked: string[] = [];
  const text = await showMarts(async (name, limit) => {
    asked.push(`${name} ${limit}`);
    return name === 'data_coherence' ? coherence : relation(['month', 'reviews'], [[new Date('2026-06-01'), 12]]);
  });
  expect(asked).toEqual(['product_satisfaction 5', 'review_quality 5', 'category_trends 5', 'data_coherence 100']);
  expect(text).toMatchInlineSnapshot(`
    "product_satisfaction
      month       reviews
      ──────────  ───────
      2026-06-01       12

    review_quality
      month       reviews
      ──────────  ───────
      2026-06-01       12

    category_trends
      month       reviews
      ──────────  ───────
      2026-06-01       12

    balance    2,100 extracted = 2,000 accepted + 100 rejected
    rejected   duplicate 70 · spam 30

    data_coherence
      measure               rows
      ────────────────────  ────
      orders without buyer     0
      neither                 12

      stars  negative  neutral  positive
      ─────  ────────  ───────  ────────
          1        40        0         0
          2         0        0         0
          3         0        0         0
          4         0        0         0
          5         0        0     1,500"
  `);
});
