import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../services/postgres/start-embedded-postgres.ts';
import { loadRealReviews } from './real-reviews.ts';
import { withClient } from './shop/load-shop.ts';

const csv = `review_id,buyer_id,product_id,rating,summary,body,review_date,helpful_yes,total_vote
1,77,B00X,4,Good,"It works, ""mostly"".",2014-07-23,1,2
2,78,B00X,1,,,2013-10-25,0,0
3,77,C11Y,5,Great,Works\\as\tit should,2012-12-23,0,0
`;

let folder: string;
let server: EmbeddedPostgres;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alambic-real-'));
  server = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), database: 'shop' });
});

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(sql: string): Promise<unknown[][]> {
  return withClient(
    server.url,
    async (client) => (await client.query({ text: sql, rowMode: 'array' })).rows as unknown[][],
  );
}

it('loads the reviews of a file with a buyer, a product and an order for each of its ids', async () => {
  const file = join(folder, 'reviews.csv');
  writeFileSync(file, csv);
  expect(await loadRealReviews(server.url, file)).toEqual({ loaded: true, reviews: 3, buyers: 2, products: 2 });
  expect(
    await ask(
      'select review_id::int, buyer_id::int, product_id::int, rating, body, total_votes, created_at::date::text from reviews order by 1',
    ),
  ).toEqual([
    [1, 1, 1, 4, 'It works, "mostly".', 2, '2014-07-23'],
    [2, 2, 1, 1, '', 0, '2013-10-25'],
    [3, 1, 2, 5, 'Works\\as\tit should', 0, '2012-12-23'],
  ]);
  const orphans = `select count(*)::int from reviews r left join orders o using (order_id) left join buyers b on b.buyer_id = r.buyer_id
    left join products p on p.product_id = r.product_id
    where b.buyer_id is null or p.product_id is null or o.buyer_id <> r.buyer_id or o.product_id <> r.product_id or o.ordered_at >= r.created_at`;
  expect(await ask(orphans)).toEqual([[0]]);
  expect((await loadRealReviews(server.url, file)).loaded).toBe(false);
});
