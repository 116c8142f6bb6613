import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Check } from './check.ts';
import { fill } from './find.ts';

export const indexChecks: readonly Check[] = [
  {
    title: 'lists indexes with their options',
    needs: ['sparse-index'],
    async run({ things }) {
      await things.createIndex({ a: 1, b: -1 });
      await things.createIndex({ u: 1 }, { unique: true, sparse: true });
      await things.createIndex({ a: 1, b: -1 });
      const indexes = await things.indexes();
      expect(indexes.map(({ name }) => name)).toEqual(['_id_', 'a_1_b_-1', 'u_1']);
      expect(indexes[1]).toMatchObject({ key: { a: 1, b: -1 } });
      expect(indexes[2]).toMatchObject({ unique: true, sparse: true });
    },
  },
  {
    title: 'refuses an index that contradicts another one',
    async run({ things }) {
      await things.createIndex({ a: 1 });
      await expect(things.createIndex({ a: 1 }, { name: 'other' })).rejects.toMatchObject({ code: 85 });
      await expect(things.createIndex({ b: 1 }, { name: 'a_1' })).rejects.toMatchObject({ code: 86 });
    },
  },
  {
    title: 'drops indexes',
    async run({ things }) {
      await things.createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }, { key: { c: 1 } }]);
      await things.dropIndex('a_1');
      await expect(things.dropIndex('a_1')).rejects.toMatchObject({ code: 27 });
      await things.dropIndexes();
      expect(await things.indexes()).toHaveLength(1);
    },
  },
  {
    title: 'keeps unique keys unique, in every way to write',
    needs: ['unique-updates'],
    async run({ things }) {
      await things.createIndex({ u: 1 }, { unique: true });
      await things.insertMany([
        { _id: 1, u: 'a' },
        { _id: 2, u: 'b' },
      ]);
      await expect(things.insertOne({ u: 'a' })).rejects.toMatchObject({ code: 11000 });
      await expect(things.updateOne({ _id: 2 }, { $set: { u: 'a' } })).rejects.toMatchObject({ code: 11000 });
      await expect(things.replaceOne({ _id: 3 }, { u: 'b' }, { upsert: true })).rejects.toMatchObject({ code: 11000 });
      expect((await things.find().sort({ _id: 1 }).toArray()).map(({ u }) => u as unknown)).toEqual(['a', 'b']);
      await things.deleteOne({ _id: 1 });
      await things.insertOne({ u: 'a' });
      await things.insertOne({ none: 1 });
      await expect(things.insertOne({ none: 2 })).rejects.toMatchObject({ code: 11000 });
    },
  },
  {
    title: 'does not build a unique index over duplicates',
    needs: ['unique-build'],
    async run({ things }) {
      await things.insertMany([{ u: 1 }, { u: 1 }]);
      await expect(things.createIndex({ u: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
      expect(await things.indexes()).toHaveLength(1);
    },
  },
  {
    title: 'keeps keys of several fields unique together',
    async run({ things }) {
      await things.createIndex({ a: 1, b: -1 }, { unique: true });
      await things.insertMany([
        { a: 1, b: 1 },
        { a: 1, b: 2 },
        { a: 'x', b: 1 },
      ]);
      await expect(things.insertOne({ a: 1, b: 2 })).rejects.toMatchObject({ code: 11000 });
    },
  },
  {
    title: 'leaves documents without the field out of a sparse unique index',
    async run({ things }) {
      await things.createIndex({ u: 1 }, { unique: true, sparse: true });
      await things.insertMany([{ a: 1 }, { a: 2 }, { u: 1 }]);
      await expect(things.insertOne({ u: 1 })).rejects.toMatchObject({ code: 11000 });
      expect(await things.countDocuments({ u: null })).toBe(2);
    },
  },
  {
    title: 'limits a unique index to the documents of its filter',
    needs: ['partial-index'],
    async run({ things }) {
      await things.createIndex({ u: 1 }, { unique: true, partialFilterExpression: { live: true } });
      await things.insertMany([{ u: 1 }, { u: 1 }, { u: 1, live: true }]);
      await expect(things.insertOne({ u: 1, live: true })).rejects.toMatchObject({ code: 11000 });
      expect(await things.countDocuments({ u: 1 })).toBe(3);
    },
  },
  {
    title: 'finds the same with an index as without',
    async run(context) {
      await fill(context);
      const { things } = context;
      const filters = [
        { tags: 't1' }, { tags: { $all: ['t1', 'x'] } }, { mod: 3, n: { $gt: 20 } }, { n: { $gte: 10, $lt: 20 } },
        { mod: { $in: [1, 2] } }, { n: { $gt: 'a' } }, { mod: null }, { 'inner.half': { $lte: 3 } },
      ]; // prettier-ignore
      const ask = async (): Promise<unknown[]> => {
        const results: unknown[] = [];
        for (const filter of filters)
          results.push(
            await things
              .find(filter as object)
              .sort({ mod: 1, n: -1 })
              .toArray(),
          );
        return results;
      };
      const before = await ask();
      await things.createIndexes([
        { key: { tags: 1 } },
        { key: { mod: 1, n: -1 } },
        { key: { n: 1 } },
        { key: { 'inner.half': -1 } },
      ]);
      expect(await ask()).toEqual(before);
      await things.updateMany({ n: { $lt: 50 } }, { $inc: { n: 1000 } });
      expect(await things.countDocuments({ n: { $gte: 1000 } })).toBe(50);
      expect(await things.countDocuments({ n: { $lt: 50 } })).toBe(0);
    },
  },
  {
    title: 'removes documents whose time is over',
    needs: ['ttl'],
    async run({ things }) {
      await things.createIndex({ until: 1 }, { expireAfterSeconds: 60 });
      await things.insertMany([
        { _id: 'old', until: new Date(Date.now() - 3_600_000) },
        { _id: 'new', until: new Date() },
        { _id: 'none' },
      ]);
      while ((await things.countDocuments()) > 2) await sleep(200);
      expect((await things.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id as unknown)).toEqual([
        'new',
        'none',
      ]);
    },
  },
  {
    title: 'searches words',
    needs: ['text'],
    async run({ things }) {
      await things.createIndex({ title: 'text', body: 'text' }, { weights: { title: 5 } });
      await things.insertMany([
        { _id: 1, title: 'Broken widgets', body: 'two invoices' },
        { _id: 2, title: 'A letter', body: 'about broken promises and one widget' },
        { _id: 3, title: 'Nothing', body: 'at all' },
      ]);
      const search = async ($search: string): Promise<unknown[]> => {
        const found = things.find({ $text: { $search } }, { projection: { score: { $meta: 'textScore' } } });
        return (await found.sort({ score: { $meta: 'textScore' } }).toArray()).map(({ _id }) => _id as unknown);
      };
      expect(await search('broken')).toEqual([1, 2]);
      expect(await search('widget -letter')).toEqual([1]);
      expect(await search('"broken promises"')).toEqual([2]);
      expect(await search('invoice')).toEqual([1]);
    },
  },
];
