import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../services/postgres/start-embedded-postgres.ts';
import { evolveShop, planChanges } from './evolve-shop.ts';
import { loadShop, withClient } from './load-shop.ts';
import { Random } from './random.ts';
import { reviewAt } from './rows/review.ts';
import { scaleShop } from './shop-options.ts';

const options = scaleShop(1_500);
let folder: string;
let server: EmbeddedPostgres;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alambic-shop-'));
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

const counts = `select (select count(*)::int from products), (select count(*)::int from buyers),
  (select count(*)::int from orders), (select count(*)::int from reviews)`;

describe('loading', () => {
  it('fills the tables once, and leaves them alone where they hold this shop', async () => {
    expect((await loadShop(server.url, options)).loaded).toBe(true);
    await ask('delete from reviews where review_id = 1');
    expect((await loadShop(server.url, options)).loaded).toBe(false);
    expect(await ask(counts)).toEqual([[60, 600, 1_800, 1_499]]);
  });

  it('replaces another shop whole', async () => {
    expect((await loadShop(server.url, { ...options, seed: 7 })).loaded).toBe(true);
    expect((await loadShop(server.url, options)).loaded).toBe(true);
    expect(await ask(counts)).toEqual([[60, 600, 1_800, 1_500]]);
  });

  it('brings texts through unchanged, line ends, entities and nulls included', async () => {
    const random = new Random();
    const expected = Array.from({ length: options.reviews }, (_, index) => reviewAt(options, index, random));
    const found = await ask('select review_id::int, summary, body, rating from reviews order by review_id');
    expect(found).toEqual(expected.map(({ review_id, summary, body, rating }) => [review_id, summary, body, rating]));
  });

  it('gives each table a key, an index on its cursor, and a remark on each column', async () => {
    expect(
      await ask(
        `select count(*)::int from pg_constraint where contype = 'p' and conrelid::regclass::text in ('products','buyers','orders','reviews')`,
      ),
    ).toEqual([[4]]);
    expect(await ask(`select count(*)::int from pg_indexes where indexname like '%_updated_at'`)).toEqual([[4]]);
    const bare = `select c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and col_description(c.oid, a.attnum) is null`;
    expect(await ask(bare)).toEqual([]);
  });
});

describe('another day', () => {
  it('brings what was planned, and a cursor sees exactly that', async () => {
    await loadShop(server.url, { ...options, seed: 8 });
    await loadShop(server.url, options);
    const seen = `select (select count(*)::int from reviews where updated_at >= '2026-06-30'), (select count(*)::int from orders where updated_at >= '2026-06-30'),
      (select count(*)::int from buyers where updated_at >= '2026-06-30'), (select count(*)::int from products)`;
    expect(await ask(seen)).toEqual([[0, 0, 0, 60]]);
    const changes = await evolveShop(server.url, options);
    expect(changes).toEqual(planChanges(options, 1));
    const { newReviews, editedReviews, newOrders, movedBuyers } = changes;
    expect(await ask(seen)).toEqual([[newReviews + editedReviews, newOrders, movedBuyers, 59]]);
    expect(await ask(`select count(*)::int from products where product_id = ${changes.deletedProduct}`)).toEqual([[0]]);
  });

  it('edits texts without changing who wrote them, and moves buyers without renaming them', async () => {
    const random = new Random();
    const before = (index: number): string | null => reviewAt(options, index, random).body;
    const edited = await ask(
      `select review_id::int, body, created_at < '2026-06-30' from reviews where updated_at >= '2026-06-30' and review_id <= ${options.reviews}`,
    );
    expect(edited.length).toBeGreaterThan(4);
    for (const [id, body, old] of edited) {
      expect(old).toBe(true);
      expect(body).not.toBe(before((id as number) - 1));
    }
    const renamed = `select count(*)::int from buyers where updated_at >= '2026-06-30' and email not like '%' || buyer_id || '@%'`;
    expect(await ask(renamed)).toEqual([[0]]);
  });

  it('goes on from where it was', async () => {
    expect((await loadShop(server.url, options)).generation).toBe(1);
    expect((await evolveShop(server.url, options)).generation).toBe(2);
    expect(await ask('select count(*)::int from products')).toEqual([[58]]);
  });
});
