import type { Client } from 'pg';
import { copyChunks } from './copy-rows.ts';
import { isSound, planReview } from './defects.ts';
import { buyerValues, orderValues, reviewValues } from './generate-shop.ts';
import { copyInto, inTransaction, withClient } from './load-shop.ts';
import { Random } from './random.ts';
import { buyerAt } from './rows/buyer.ts';
import { day, secondsOf, timestampOf } from './rows/moment.ts';
import { orderAt } from './rows/order.ts';
import { originalOf, reviewAt } from './rows/review.ts';
import { referenceShop, type ShopOptions } from './shop-options.ts';
import { shopSchema } from './shop-schema.ts';
import { fingerprintOf, readState, writeState } from './shop-state.ts';

/** What one more day brought. */
export interface ShopChanges {
  /** 1 for the first day after the shop's date. */
  readonly generation: number;
  readonly newReviews: number;
  readonly editedReviews: number;
  readonly newOrders: number;
  readonly movedBuyers: number;
  readonly deletedProduct: number;
}

/**
 * Lets the shop of `loadShop` live for another day: new orders and reviews, edited reviews, buyers who moved,
 * and one product that is gone. The same shop and generation bring the same changes.
 */
export async function evolveShop(url: string, options: Partial<ShopOptions> = {}): Promise<ShopChanges> {
  const shop: ShopOptions = { ...referenceShop, ...options };
  return withClient(url, async (client) => {
    const state = await readState(client);
    const fingerprint = fingerprintOf(shop);
    if (state?.fingerprint !== fingerprint) throw new Error('the database holds another shop: load this one first');
    const changes = planChanges(shop, state.generation + 1);
    await inTransaction(client, async () => {
      await applyChanges(client, shop, changes);
      await writeState(client, { fingerprint, generation: changes.generation });
    });
    return changes;
  });
}

export function planChanges(shop: ShopOptions, generation: number): ShopChanges {
  const share = (rows: number, part: number): number => Math.max(5, Math.round(rows * part));
  return {
    generation,
    newReviews: share(shop.reviews, 0.02),
    editedReviews: share(shop.reviews, 0.005),
    newOrders: share(shop.orders, 0.02),
    movedBuyers: share(shop.buyers, 0.005),
    deletedProduct: Math.max(1, Math.floor(shop.products / 2) - generation + 1),
  };
}

async function applyChanges(client: Client, shop: ShopOptions, changes: ShopChanges): Promise<void> {
  const random = new Random();
  const { generation } = changes;
  const now = secondsOf(shop.asOf) + (generation - 1) * day;
  const at = (index: number): string => timestampOf(now + ((index * 37) % day));
  const after = (rows: number, count: number): number[] =>
    Array.from({ length: count }, (_, index) => rows + (generation - 1) * count + index);

  const orders = after(shop.orders, changes.newOrders).map((index, turn) =>
    orderValues({ ...orderAt(shop, index, random), status: 'shipped', ordered_at: at(turn), updated_at: at(turn) }),
  );
  const reviews = after(shop.reviews, changes.newReviews).map((index, turn) => {
    const review = reviewAt(shop, index, random);
    const created_at = review.plan === 'future_date' ? review.created_at : at(turn);
    return reviewValues({ ...review, created_at, updated_at: at(turn) });
  });
  const edits = editableReviews(shop, changes).map((index, turn) =>
    reviewValues({ ...reviewAt(shop, index, random, generation), updated_at: at(turn) }),
  );
  const moves = Array.from({ length: changes.movedBuyers }, (_, turn) =>
    buyerValues({
      ...buyerAt(shop, (turn * 131 + generation) % shop.buyers, random, generation),
      updated_at: at(turn),
    }),
  );
  await upsert(client, 'orders', copyChunks(orders));
  await upsert(client, 'reviews', copyChunks([...reviews, ...edits]));
  await upsert(client, 'buyers', copyChunks(moves));
  await client.query('delete from products where product_id = $1', [changes.deletedProduct]);
}

/** Sound reviews that no duplicate repeats: an edit of the others would undo the defect. */
function editableReviews(shop: ShopOptions, changes: ShopChanges): readonly number[] {
  const random = new Random();
  const repeated = new Set<number>();
  for (let index = 0; index < shop.reviews; index++) {
    if (planReview(shop.seed, index, random) === 'duplicate') repeated.add(originalOf(shop, index, random));
  }
  const chosen: number[] = [];
  for (let index = changes.generation % 7; chosen.length < changes.editedReviews && index < shop.reviews; index += 7) {
    if (!repeated.has(index) && isSound(planReview(shop.seed, index, random))) chosen.push(index);
  }
  return chosen;
}

async function upsert(client: Client, table: string, chunks: Iterable<Buffer>): Promise<void> {
  const columns = shopSchema.find((each) => each.name === table)?.columns.map(([name]) => name) ?? [];
  const incoming = `incoming_${table}`;
  await client.query(`create temporary table ${incoming} (like ${table}) on commit drop`);
  await copyInto(client, incoming, chunks);
  const updates = columns.slice(1).map((name) => `${name} = excluded.${name}`);
  await client.query(
    `insert into ${table} select * from ${incoming} on conflict (${columns[0]}) do update set ${updates.join(', ')}`,
  );
}
