import { expect } from 'vitest';
import type { Check } from './check.ts';

export const transactionChecks: readonly Check[] = [
  {
    title: 'commits all of a transaction, unseen by others until then',
    needs: ['transactions'],
    async run({ client, db, things }) {
      await things.insertOne({ _id: 0 });
      await db.createCollection('others');
      await client.withSession((session) =>
        session.withTransaction(async () => {
          await things.insertOne({ _id: 1 }, { session });
          await db.collection('others').insertOne({ a: 1 }, { session });
          expect(await things.countDocuments({}, { session })).toBe(2);
          expect(await things.countDocuments()).toBe(1);
        }),
      );
      expect(await things.countDocuments()).toBe(2);
      expect(await db.collection('others').countDocuments()).toBe(1);
    },
  },
  {
    title: 'leaves nothing of a transaction that is aborted',
    needs: ['transactions'],
    async run({ client, things }) {
      await things.insertMany([
        { _id: 1, n: 1 },
        { _id: 2, n: 2 },
      ]);
      await client.withSession(async (session) => {
        session.startTransaction();
        await things.updateOne({ _id: 1 }, { $set: { n: 10 } }, { session });
        await things.deleteOne({ _id: 2 }, { session });
        await things.insertOne({ _id: 3 }, { session });
        await session.abortTransaction();
      });
      expect(await things.find().sort({ _id: 1 }).toArray()).toEqual([
        { _id: 1, n: 1 },
        { _id: 2, n: 2 },
      ]);
    },
  },
  {
    title: 'lets only one of two transactions change a document',
    needs: ['transactions'],
    async run({ client, things }) {
      await things.insertOne({ _id: 1, n: 0 });
      const [one, other] = [client.startSession(), client.startSession()];
      one.startTransaction();
      other.startTransaction();
      const change = async (session: typeof one): Promise<void> => {
        await things.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session });
        await session.commitTransaction();
      };
      const first = things.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: one });
      await first;
      await expect(Promise.all([change(other), one.commitTransaction()])).rejects.toMatchObject({ code: 112 });
      for (const session of [one, other]) {
        if (session.inTransaction()) await session.abortTransaction();
        await session.endSession();
      }
      expect(await things.findOne()).toEqual({ _id: 1, n: 1 });
    },
  },
];
