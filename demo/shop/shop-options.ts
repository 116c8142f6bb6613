/** What decides every byte of the shop. */
export interface ShopOptions {
  /** 32-bit integer. */
  readonly seed: number;
  readonly buyers: number;
  readonly products: number;
  readonly orders: number;
  readonly reviews: number;
  /** ISO 8601, UTC. Nothing in the shop is later, but for the reviews whose defect is a future date. */
  readonly asOf: string;
}

/** The reference data set. Its date is fixed, so that the bytes are the same whenever it is generated. */
export const referenceShop: ShopOptions = {
  seed: 20260630,
  buyers: 20_000,
  products: 2_000,
  orders: 60_000,
  reviews: 50_000,
  asOf: '2026-06-30T00:00:00Z',
};

/** The reference shop with another number of reviews, everything else in proportion. */
export function scaleShop(reviews: number, seed = referenceShop.seed): ShopOptions {
  const scale = reviews / referenceShop.reviews;
  const scaled = (count: number, least: number): number => Math.max(least, Math.round(count * scale));
  return {
    ...referenceShop,
    seed,
    reviews,
    buyers: scaled(referenceShop.buyers, 100),
    products: scaled(referenceShop.products, 40),
    orders: scaled(referenceShop.orders, 200),
  };
}
