import { formatTable } from './print-table.ts';

/** The collections of the document store, and a query that a front end would send, with its answer; as text. */
export async function showCollections(url: string): Promise<string> {
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5_000 });
  try {
    await client.connect();
    const database = client.db('reviews');
    const reviews = database.collection('reviews');
    const rejected = database.collection('rejected_reviews');
    const any = await reviews.findOne({}, { sort: { created_at: -1 } });
    const filter = { product_id: Number(any?.['product_id'] ?? 1), rating: { $gte: 4 } };
    const fields = { _id: 0, review_id: 1, rating: 1, sentiment_label: 1, category: 1, keywords: 1, created_at: 1 };
    const found = await reviews.find(filter, { projection: fields }).sort({ created_at: -1 }).limit(3).toArray();
    const names = Object.keys(fields).slice(1);
    const call = `db.reviews.find({product_id: ${filter.product_id}, rating: {$gte: 4}}).sort({created_at: -1}).limit(3)`;
    return [
      `mongodb    database reviews: reviews ${(await reviews.countDocuments()).toLocaleString('en-GB')} · rejected_reviews ${(await rejected.countDocuments()).toLocaleString('en-GB')}`,
      `  ${call}`,
      formatTable(
        names,
        found.map((document) => names.map((name) => document[name] as object)),
      ).replaceAll(/^/gm, '  '),
    ].join('\n');
  } finally {
    await client.close();
  }
}
