import { expect } from 'vitest';
import type { Check, CheckContext } from './check.ts';

async function names({ db }: CheckContext): Promise<string[]> {
  return (await db.listCollections().toArray()).map(({ name }) => name).toSorted();
}

export const collectionChecks: readonly Check[] = [
  {
    title: 'creates, lists and drops collections',
    async run(context) {
      const { db } = context;
      await db.createCollection('one');
      await expect(db.createCollection('one')).rejects.toMatchObject({ code: 48 });
      await db.collection('two').insertOne({ a: 1 });
      expect(await names(context)).toEqual(['one', 'two']);
      expect(await db.listCollections({ name: 'two' }).toArray()).toMatchObject([{ name: 'two', type: 'collection' }]);
      await db.dropCollection('one');
      expect(await names(context)).toEqual(['two']);
      await db.dropDatabase();
      expect(await names(context)).toEqual([]);
    },
  },
  {
    title: 'reads nothing from a collection that does not exist, and does not make it',
    needs: ['lazy-collections'],
    async run(context) {
      expect(await context.db.collection('none').find().toArray()).toEqual([]);
      expect(await context.db.collection('none').updateOne({ a: 1 }, { $set: { b: 1 } })).toMatchObject({
        matchedCount: 0,
      });
      expect(await names(context)).toEqual([]);
    },
  },
  {
    title: 'renames a collection with its indexes, over another one where asked',
    needs: ['rename-over'],
    async run(context) {
      const { db } = context;
      await db.collection('next').insertMany([{ n: 1 }, { n: 2 }]);
      await db.collection('next').createIndex({ n: 1 });
      await db.collection('live').insertOne({ n: 0 });
      await expect(db.collection('next').rename('live')).rejects.toMatchObject({ code: 48 });
      await db.collection('next').rename('live', { dropTarget: true });
      expect(await names(context)).toEqual(['live']);
      expect(await db.collection('live').countDocuments()).toBe(2);
      expect((await db.collection('live').indexes()).map(({ name }) => name)).toEqual(['_id_', 'n_1']);
      await expect(db.collection('next').rename('live')).rejects.toMatchObject({ code: 26 });
    },
  },
  {
    title: 'refuses documents that a validator refuses',
    needs: ['validator'],
    async run({ db }) {
      const properties = {
        rating: { bsonType: 'int', minimum: 1, maximum: 5 },
        tags: { bsonType: 'array', items: { bsonType: 'string' } },
      };
      const $jsonSchema = { bsonType: 'object', required: ['rating'], properties };
      const valid = await db.createCollection<{ rating?: number; tags?: unknown[] }>('valid', {
        validator: { $jsonSchema },
      });
      await valid.insertOne({ rating: 5, tags: ['a'] });
      for (const wrong of [{}, { rating: 6 }, { rating: 1.5 }, { rating: 1, tags: [1] }]) {
        await expect(valid.insertOne(wrong)).rejects.toMatchObject({ code: 121 });
      }
      await expect(valid.updateOne({}, { $set: { rating: 0 } })).rejects.toMatchObject({ code: 121 });
      await db.command({ collMod: 'valid', validator: {} });
      await valid.insertOne({ rating: 6 });
      expect(await valid.countDocuments()).toBe(2);
    },
  },
  {
    title: 'tells what it holds',
    async run({ client, db, things }) {
      await things.insertMany([{ a: 1 }, { a: 2 }]);
      expect(await db.stats()).toMatchObject({ collections: 1, objects: 2 });
      expect(await db.command({ collStats: 'things' })).toMatchObject({ count: 2 });
      expect((await client.db('admin').admin().listDatabases()).databases.map(({ name }) => name)).toContain(
        db.databaseName,
      );
      expect(await client.db('admin').command({ buildInfo: 1 })).toHaveProperty('version');
      expect(await client.db('admin').command({ serverStatus: 1 })).toHaveProperty('uptime');
    },
  },
];
