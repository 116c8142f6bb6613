import { Binary, Decimal128, Double, Long, ObjectId } from 'mongodb';
import { expect } from 'vitest';
import type { Check, CheckContext } from './check.ts';

/** A hundred documents: `n` from 0, `mod` its remainder by 10, `tags` with two words. */
export async function fill({ things }: CheckContext): Promise<void> {
  const tagged = (n: number): string[] => [`t${n % 3}`, 'x'];
  await things.insertMany(
    Array.from({ length: 100 }, (_, n) => ({ _id: n, n, mod: n % 10, tags: tagged(n), inner: { half: n / 2 } })),
  );
}

const numbers = async (context: CheckContext, filter: object): Promise<unknown[]> =>
  (await context.things.find(filter).sort({ n: 1 }).toArray()).map(({ n }) => n as unknown);

export const findChecks: readonly Check[] = [
  {
    title: 'gives values back as they were',
    needs: ['decimal'],
    async run({ things }) {
      const document = {
        _id: 1,
        id: new ObjectId('65a000000000000000000000'),
        date: new Date('2024-02-29T12:00:00.123Z'),
        decimal: Decimal128.fromString('1.10'),
        long: Long.fromString('9007199254740993'),
        small: Long.fromNumber(5),
        double: new Double(1.5),
        nested: [[1, 2], [3]],
        nothing: null,
        bytes: new Binary(Buffer.from('x'), 0),
        pattern: /a.b/i,
        inner: { deep: { yes: true } },
        'accents é': 'naïve \u{1f600}',
      };
      await things.insertOne(document);
      const found = await things.findOne();
      expect(Object.keys(found!)).toEqual(Object.keys(document));
      expect(found).toMatchObject({
        date: document.date,
        nested: document.nested,
        nothing: null,
        small: 5,
        double: 1.5,
      });
      expect(String(found!['decimal'])).toBe('1.10');
      expect(String(found!['long'])).toBe('9007199254740993');
      expect(String(found!['id'])).toBe('65a000000000000000000000');
      expect(found!['pattern']).toEqual(/a.b/i);
      expect(found!['accents é']).toBe('naïve \u{1f600}');
      expect(found!['inner']).toEqual({ deep: { yes: true } });
    },
  },
  {
    title: 'filters, sorts, skips, limits and projects',
    async run(context) {
      await fill(context);
      const filter = { mod: { $gte: 3, $lt: 5 }, n: { $ne: 13 } };
      const found = await context.things
        .find(filter, { projection: { _id: 0, n: 1 } })
        .sort({ n: -1 })
        .skip(1)
        .limit(3)
        .toArray();
      expect(found).toEqual([{ n: 93 }, { n: 84 }, { n: 83 }]);
      expect(await context.things.findOne({ n: 3 }, { projection: { tags: 0, inner: 0 } })).toEqual({
        _id: 3,
        n: 3,
        mod: 3,
      });
      expect(await context.things.findOne({ n: 3 }, { projection: { 'inner.half': 1, _id: 0 } })).toEqual({
        inner: { half: 1.5 },
      });
    },
  },
  {
    title: 'understands the usual conditions',
    async run(context) {
      await fill(context);
      expect(await numbers(context, { $or: [{ n: 5 }, { n: { $in: [7, 200] } }] })).toEqual([5, 7]);
      expect(await numbers(context, { $and: [{ n: { $gt: 97 } }, { mod: { $nin: [9] } }] })).toEqual([98]);
      expect(await numbers(context, { 'tags.0': 't1', n: { $lte: 5 } })).toEqual([1, 4]);
      expect(await numbers(context, { 'inner.half': { $lt: 1 } })).toEqual([0, 1]);
      expect(await numbers(context, { tags: { $all: ['t2', 'x'] }, n: { $lt: 9 } })).toEqual([2, 5, 8]);
      expect(await numbers(context, { tags: { $size: 3 } })).toEqual([]);
      expect(await numbers(context, { n: { $not: { $gt: 1 } } })).toEqual([0, 1]);
      expect(await numbers(context, { n: { $mod: [50, 1] } })).toEqual([1, 51]);
      expect(await context.things.countDocuments({ tags: /^T1$/i })).toBe(33);
      expect(await context.things.countDocuments({ missing: { $exists: false }, n: { $type: 'number' } })).toBe(100);
    },
  },
  {
    title: 'keeps types apart when it compares, and sorts them in their order',
    async run({ things }) {
      const day = new Date('2024-01-01');
      const values = ['text', 10, null, day, true, [1], { a: 1 }, new ObjectId('65a000000000000000000000'), 9];
      await things.insertMany([...values.map((value, _id) => ({ _id, value })), { _id: 99 }]);
      const ids = async (filter: object): Promise<unknown[]> =>
        (await things.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id as unknown);
      expect(await ids({ value: { $gt: 5 } })).toEqual([1, 8]);
      expect(await ids({ value: { $gte: 'a' } })).toEqual([0]);
      expect(await ids({ value: { $lt: new Date('2025-01-01') } })).toEqual([3]);
      expect(await ids({ value: null })).toEqual([2, 99]);
      expect(await ids({ value: day })).toEqual([3]);
      const sorted = await things
        .find({ _id: { $ne: 5 } })
        .sort({ value: 1, _id: 1 })
        .toArray();
      expect(sorted.map(({ _id }) => _id as unknown)).toEqual([2, 99, 8, 1, 0, 6, 7, 4, 3]);
    },
  },
  {
    title: 'finds elements of arrays',
    needs: ['element-match'],
    async run({ things }) {
      await things.insertMany([
        {
          _id: 1,
          scores: [1, 10],
          lines: [
            { sku: 'a', n: 1 },
            { sku: 'b', n: 5 },
          ],
        },
        { _id: 2, scores: [4], lines: [{ sku: 'a', n: 5 }] },
      ]);
      expect(await things.countDocuments({ scores: { $gte: 3, $lt: 5 } })).toBe(2);
      expect(await things.countDocuments({ scores: { $elemMatch: { $gte: 3, $lt: 5 } } })).toBe(1);
      expect(await things.countDocuments({ lines: { $elemMatch: { sku: 'a', n: 5 } } })).toBe(1);
      expect(await things.countDocuments({ 'lines.n': 5 })).toBe(2);
      expect(await things.countDocuments({ scores: [1, 10] })).toBe(1);
    },
  },
  {
    title: 'gives long results in batches, as they were when it was asked',
    async run(context) {
      await fill(context);
      const cursor = context.things.find({}).batchSize(7);
      const first = await cursor.next();
      await context.things.updateOne({ _id: 99 }, { $set: { n: -1 } });
      let count = first === null ? 0 : 1;
      for await (const _ of cursor) count++;
      expect(count).toBe(100);
      const closed = context.things.find({}).batchSize(2);
      await closed.next();
      await closed.close();
      expect(await context.things.find({}).limit(5).batchSize(2).toArray()).toHaveLength(5);
    },
  },
  {
    title: 'counts, and lists distinct values',
    async run(context) {
      await fill(context);
      expect(await context.things.estimatedDocumentCount()).toBe(100);
      expect(await context.things.countDocuments({ mod: 3 }, { skip: 2, limit: 5 })).toBe(5);
      expect(new Set(await context.things.distinct('tags'))).toEqual(new Set(['t0', 't1', 't2', 'x']));
      expect(await context.things.distinct('mod', { n: { $lt: 2 } })).toEqual([0, 1]);
    },
  },
  {
    title: 'refuses what it does not know',
    async run({ db, things }) {
      await things.insertOne({ a: 1 });
      await expect(things.find({ $unknown: 1 }).toArray()).rejects.toMatchObject({ name: 'MongoServerError' });
      await expect(things.find({ $where: 'true' }).toArray()).rejects.toMatchObject({ name: 'MongoServerError' });
      await expect(db.command({ noSuchCommand: 1 })).rejects.toMatchObject({ code: 59 });
    },
  },
];
