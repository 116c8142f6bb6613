import { type Random, streams } from '../random.ts';
import type { ShopOptions } from '../shop-options.ts';
import { day, secondsOf, timestampOf } from './moment.ts';
import { drawProduct, productAt } from './product.ts';

/** Who bought what and when; indexes from 0. */
export interface Purchase {
  readonly buyer: number;
  readonly product: number;
  /** Seconds since 1970. */
  readonly orderedAt: number;
}

export interface Order {
  readonly order_id: number;
  readonly buyer_id: number;
  readonly product_id: number;
  readonly quantity: number;
  /** Cents. */
  readonly amount: number;
  readonly status: string;
  readonly ordered_at: string;
  readonly updated_at: string;
}

const statuses = ['delivered', 'shipped', 'cancelled', 'returned'] as const;

/** The purchase behind an order, without the rest of it: what a review of that order has to agree with. */
export function purchaseAt(options: ShopOptions, index: number, random: Random): Purchase {
  random.start(options.seed, streams.order, index);
  const share = random.fraction();
  const latest = secondsOf(options.asOf) - 45 * day;
  return {
    buyer: Math.floor(options.buyers * share * (0.5 + share / 2)),
    product: drawProduct(options, random),
    orderedAt: latest - random.below(2 * 365 * day),
  };
}

/** The order of an index; 0 is the first, whose id is 1. */
export function orderAt(options: ShopOptions, index: number, random: Random): Order {
  const purchase = purchaseAt(options, index, random);
  const quantity = random.weigh([1, 2, 3], [80, 15, 5]);
  const status = random.weigh(statuses, [88, 5, 4, 3]);
  const updated = purchase.orderedAt + random.between(1, 30 * day);
  return {
    order_id: index + 1,
    buyer_id: purchase.buyer + 1,
    product_id: purchase.product + 1,
    quantity,
    amount: quantity * productAt(options, purchase.product, random).price,
    status,
    ordered_at: timestampOf(purchase.orderedAt),
    updated_at: timestampOf(updated),
  };
}
