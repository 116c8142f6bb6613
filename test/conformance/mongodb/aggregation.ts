import { ObjectId } from 'mongodb';
import { expect } from 'vitest';
import type { Check, Thing } from './check.ts';
import { fill } from './find.ts';

export const aggregationChecks: readonly Check[] = [
  {
    title: 'groups and sorts',
    needs: ['accumulators'],
    async run(context) {
      await fill(context);
      const result = await context.things
        .aggregate([
          { $match: { mod: { $lt: 3 } } },
          {
            $group: {
              _id: '$mod',
              count: { $sum: 1 },
              sum: { $sum: '$n' },
              most: { $max: '$n' },
              mean: { $avg: '$n' },
            },
          },
          { $sort: { _id: -1 } },
        ])
        .toArray();
      expect(result).toEqual(
        [2, 1, 0].map((_id) => ({ _id, count: 10, sum: 450 + 10 * _id, most: 90 + _id, mean: 45 + _id })),
      );
    },
  },
  {
    title: 'unwinds, and projects what it computes',
    needs: ['expressions'],
    async run(context) {
      await fill(context);
      const result = await context.things
        .aggregate([
          { $unwind: '$tags' },
          { $group: { _id: '$tags', n: { $sum: 1 } } },
          { $project: { _id: 0, tag: { $toUpper: '$_id' }, n: 1 } },
          { $sort: { n: -1, tag: 1 } },
          { $limit: 2 },
        ])
        .toArray();
      expect(result).toEqual([
        { n: 100, tag: 'X' },
        { n: 34, tag: 'T0' },
      ]);
    },
  },
  {
    title: 'changes no document of the collection on the way',
    async run(context) {
      await fill(context);
      await context.things.aggregate([{ $match: { _id: 1 } }, { $addFields: { 'inner.half': 'changed' } }]).toArray();
      expect(await context.things.findOne({ _id: 1 })).toMatchObject({ inner: { half: 0.5 } });
    },
  },
  {
    title: 'looks up documents of another collection',
    needs: ['lookup'],
    async run({ db, things }) {
      const [a, b] = [new ObjectId(), new ObjectId()];
      await db.collection('names').insertMany([
        { _id: a, name: 'A' },
        { _id: b, name: 'B' },
      ]);
      await things.insertMany([
        { _id: 1, ref: a },
        { _id: 2, ref: new ObjectId() },
        { _id: 3, ref: b },
      ]);
      const from = { from: 'names', localField: 'ref', foreignField: '_id', as: 'found' };
      const plain = await things.aggregate([{ $lookup: from }, { $sort: { _id: 1 } }]).toArray();
      expect(plain.map(({ found }) => (found as { name: string }[]).map(({ name }) => name))).toEqual([
        ['A'],
        [],
        ['B'],
      ]);
      const nested = {
        from: 'names',
        let: { ref: '$ref' },
        pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$ref'] } } }],
        as: 'found',
      };
      const piped = await things
        .aggregate([{ $lookup: nested }, { $match: { 'found.0': { $exists: true } } }])
        .toArray();
      expect(piped).toHaveLength(2);
    },
  },
  {
    title: 'answers several questions at once',
    needs: ['facet'],
    async run(context) {
      await fill(context);
      const facets = {
        total: [{ $count: 'n' }],
        top: [{ $sort: { n: -1 } }, { $limit: 1 }, { $project: { n: 1, _id: 0 } }],
      };
      expect(await context.things.aggregate([{ $facet: facets }]).toArray()).toEqual([
        { total: [{ n: 100 }], top: [{ n: 99 }] },
      ]);
    },
  },
  {
    title: 'writes the result into a collection in place of what was there',
    needs: ['out'],
    async run(context) {
      await fill(context);
      const target = context.db.collection<Thing>('target');
      await target.insertOne({ _id: 'old', n: 0 });
      await target.createIndex({ n: 1 }, { unique: true });
      await context.things.aggregate([{ $match: { mod: 1 } }, { $out: 'target' }]).toArray();
      expect(await target.countDocuments()).toBe(10);
      expect((await target.indexes()).map(({ name }) => name)).toEqual(['_id_', 'n_1']);
      await context.things.aggregate([{ $match: {} }, { $out: 'target' }]).toArray();
      expect(await target.countDocuments()).toBe(100);
      await target.deleteOne({ _id: 5 });
      expect(await context.things.countDocuments()).toBe(100);
      const clash = context.things.aggregate([{ $project: { n: { $literal: 1 } } }, { $out: 'target' }]).toArray();
      await expect(clash).rejects.toMatchObject({ code: 11000 });
      expect(await target.countDocuments()).toBe(99);
    },
  },
  {
    title: 'merges the result into a collection',
    needs: ['merge'],
    async run(context) {
      await fill(context);
      const merged = context.db.collection<{ _id: number; n?: number; kept?: boolean }>('merged');
      await merged.insertMany([
        { _id: 1, kept: true },
        { _id: 50, kept: true },
      ]);
      const group = { $group: { _id: '$mod', n: { $sum: 1 } } };
      await context.things.aggregate([group, { $merge: { into: 'merged', whenMatched: 'merge' } }]).toArray();
      expect(await merged.countDocuments()).toBe(11);
      expect(await merged.findOne({ _id: 1 })).toEqual({ _id: 1, kept: true, n: 10 });
      const replacing = { $merge: { into: 'merged', whenMatched: 'replace', whenNotMatched: 'discard' } };
      await context.things
        .aggregate([{ $match: { _id: { $in: [1, 77] } } }, { $project: { n: 1 } }, replacing])
        .toArray();
      expect(await merged.findOne({ _id: 1 })).toEqual({ _id: 1, n: 1 });
      expect(await merged.countDocuments()).toBe(11);
    },
  },
];
