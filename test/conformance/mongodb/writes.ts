import { expect } from 'vitest';
import type { Check } from './check.ts';
import { fill } from './find.ts';

export const writeChecks: readonly Check[] = [
  {
    title: 'refuses an _id that exists, and goes on with the others where order does not matter',
    async run({ things }) {
      await things.insertOne({ _id: 1 });
      await expect(things.insertOne({ _id: 1 })).rejects.toMatchObject({ code: 11000 });
      await expect(things.insertMany([{ _id: 2 }, { _id: 1 }, { _id: 3 }], { ordered: false })).rejects.toMatchObject({
        insertedCount: 2,
      });
      await expect(things.insertMany([{ _id: 4 }, { _id: 1 }, { _id: 5 }])).rejects.toMatchObject({ insertedCount: 1 });
      expect(await things.countDocuments()).toBe(4);
    },
  },
  {
    title: 'updates with operators',
    needs: ['pull-conditions'],
    async run({ things }) {
      await things.insertOne({ _id: 1, n: 1, gone: 1, list: [1, 2, 3], inner: { a: 1 }, old: 1 });
      await things.updateOne(
        { _id: 1 },
        {
          $set: { 'inner.b': 2 },
          $inc: { n: 4 },
          $unset: { gone: '' },
          $push: { list: 4 } as never,
          $rename: { old: 'young' },
        },
      );
      expect(await things.findOne()).toEqual({ _id: 1, n: 5, list: [1, 2, 3, 4], inner: { a: 1, b: 2 }, young: 1 });
      await things.updateOne(
        { _id: 1 },
        { $addToSet: { list: { $each: [4, 5] } }, $max: { n: 9 }, $mul: { young: 3 } },
      );
      await things.updateOne({ _id: 1 }, { $pull: { list: { $lt: 3 } } as never, $min: { n: 7 } });
      expect(await things.findOne()).toMatchObject({ n: 7, list: [3, 4, 5], young: 3 });
    },
  },
  {
    title: 'says what it matched, modified and inserted',
    async run(context) {
      await fill(context);
      const { things } = context;
      const many = await things.updateMany({ mod: 1 }, { $set: { mod: 1, seen: true } });
      expect(many).toMatchObject({ matchedCount: 10, modifiedCount: 10 });
      const again = await things.updateMany({ mod: 1 }, { $set: { seen: true } });
      expect(again).toMatchObject({ matchedCount: 10, modifiedCount: 0 });
      const upsert = await things.updateOne(
        { key: 'k', 'a.b': 1 },
        { $set: { v: 1 }, $setOnInsert: { first: true } },
        { upsert: true },
      );
      expect(upsert).toMatchObject({ matchedCount: 0, upsertedCount: 1 });
      expect(await things.findOne({ key: 'k' })).toMatchObject({ key: 'k', a: { b: 1 }, v: 1, first: true });
      await things.updateOne({ key: 'k' }, { $set: { v: 2 }, $setOnInsert: { first: false } }, { upsert: true });
      expect(await things.findOne({ key: 'k' })).toMatchObject({ v: 2, first: true });
    },
  },
  {
    title: 'replaces documents, and never their _id',
    async run({ things }) {
      await things.insertOne({ _id: 1, a: 1 });
      await things.replaceOne({ _id: 1 }, { b: 2 });
      expect(await things.findOne()).toEqual({ _id: 1, b: 2 });
      await things.replaceOne({ _id: 2 }, { c: 3 }, { upsert: true });
      expect(await things.findOne({ _id: 2 })).toEqual({ _id: 2, c: 3 });
      await expect(things.updateOne({ _id: 1 }, { $set: { _id: 5 } })).rejects.toMatchObject({
        name: 'MongoServerError',
      });
      await expect(things.replaceOne({ _id: 1 }, { _id: 5 })).rejects.toMatchObject({ code: 66 });
      expect(await things.findOne({ _id: 1 })).toEqual({ _id: 1, b: 2 });
    },
  },
  {
    title: 'updates elements of arrays where they match',
    needs: ['array-filters'],
    async run({ things }) {
      await things.insertOne({ _id: 1, lines: [{ n: 1 }, { n: 5 }, { n: 9 }], scores: [1, 5, 9] });
      await things.updateOne(
        { _id: 1 },
        { $set: { 'lines.$[big].big': true } },
        { arrayFilters: [{ 'big.n': { $gte: 5 } }] },
      );
      await things.updateOne({ _id: 1, scores: 5 }, { $set: { 'scores.$': 50 } });
      await things.updateOne({ _id: 1 }, { $inc: { 'lines.$[].n': 1 } });
      const lines = [{ n: 2 }, { n: 6, big: true }, { n: 10, big: true }];
      expect(await things.findOne()).toEqual({ _id: 1, lines, scores: [1, 50, 9] });
    },
  },
  {
    title: 'updates with a pipeline',
    needs: ['pipeline-update'],
    async run({ things }) {
      await things.insertOne({ _id: 1, n: 1, inner: { a: 1 } });
      await things.updateOne({ _id: 1 }, [{ $set: { sum: { $add: ['$n', 10] }, 'inner.b': '$n' } }, { $unset: 'n' }]);
      expect(await things.findOne()).toEqual({ _id: 1, inner: { a: 1, b: 1 }, sum: 11 });
    },
  },
  {
    title: 'deletes one or many',
    async run(context) {
      await fill(context);
      expect(await context.things.deleteOne({ mod: 1 })).toMatchObject({ deletedCount: 1 });
      expect(await context.things.deleteMany({ mod: 1 })).toMatchObject({ deletedCount: 9 });
      expect(await context.things.deleteMany({})).toMatchObject({ deletedCount: 90 });
    },
  },
  {
    title: 'writes in bulk',
    needs: ['quick-upserts'],
    async run({ things }) {
      const upsert = (n: number): object => ({ replaceOne: { filter: { _id: n }, replacement: { n }, upsert: true } });
      const first = await things.bulkWrite(Array.from({ length: 2500 }, (_, n) => upsert(n)) as never, {
        ordered: false,
      });
      expect(first).toMatchObject({ upsertedCount: 2500, matchedCount: 0 });
      const second = await things.bulkWrite([
        upsert(1),
        { deleteOne: { filter: { _id: 2 } } },
        { insertOne: { document: { _id: 'x' } } },
      ] as never);
      expect(second).toMatchObject({ matchedCount: 1, modifiedCount: 0, deletedCount: 1, insertedCount: 1 });
      expect(await things.countDocuments()).toBe(2500);
    },
  },
  {
    title: 'finds and modifies in one step',
    async run({ things }) {
      const after = { upsert: true, returnDocument: 'after' } as const;
      expect(await things.findOneAndUpdate({ _id: 'lock' }, { $inc: { n: 1 } }, after)).toEqual({ _id: 'lock', n: 1 });
      expect(await things.findOneAndUpdate({ _id: 'lock' }, { $inc: { n: 1 } })).toEqual({ _id: 'lock', n: 1 });
      expect(await things.findOneAndReplace({ _id: 'lock' }, { m: 1 }, { returnDocument: 'after' })).toEqual({
        _id: 'lock',
        m: 1,
      });
      await things.insertMany([{ rank: 2 }, { rank: 1 }]);
      expect(await things.findOneAndDelete({ rank: { $gt: 0 } }, { sort: { rank: 1 } })).toMatchObject({ rank: 1 });
      expect(await things.findOneAndDelete({ rank: 77 })).toBeNull();
    },
  },
];
