import type { Document } from 'mongodb';
import { expect } from 'vitest';
import type { Check } from './check.ts';
import { fill } from './find.ts';

/** The stages of a plan, and the index that it reads. */
function stagesOf(explained: Document): { readonly stages: readonly string[]; readonly index?: string } {
  const stages: string[] = [];
  let index: string | undefined;
  const plan = (explained['queryPlanner'] as Document)['winningPlan'] as Document;
  for (
    let each: Document | undefined = (plan['queryPlan'] as Document | undefined) ?? plan;
    each !== undefined;
    each = each['inputStage'] as Document
  ) {
    stages.push(String(each['stage']));
    index = (each['indexName'] as string | undefined) ?? index;
  }
  return { stages, ...(index === undefined ? {} : { index }) };
}

export const planChecks: readonly Check[] = [
  {
    title: 'reads everything where no index serves',
    needs: ['explain'],
    async run({ things }) {
      await things.insertOne({ a: 1 });
      expect(stagesOf(await things.find({ zz: 3 }).explain('queryPlanner')).stages).toContain('COLLSCAN');
    },
  },
  {
    title: 'reads only what an index leads to',
    needs: ['explain'],
    async run(context) {
      await fill(context);
      await context.things.createIndex({ mod: 1, n: -1 });
      const explained = await context.things.find({ mod: 3, n: { $gt: 50 } }).explain('executionStats');
      expect(stagesOf(explained)).toEqual({ stages: ['FETCH', 'IXSCAN'], index: 'mod_1_n_-1' });
      expect(explained['executionStats']).toMatchObject({ nReturned: 5, totalDocsExamined: 5 });
    },
  },
  {
    title: 'does not sort what an index gives in order',
    needs: ['explain'],
    async run(context) {
      await fill(context);
      const { things } = context;
      await things.createIndex({ mod: 1, n: -1 });
      const served = await things.find({ mod: 3 }).sort({ n: -1 }).limit(2).explain('executionStats');
      expect(stagesOf(served).stages).not.toContain('SORT');
      expect(served['executionStats']).toMatchObject({ nReturned: 2, totalDocsExamined: 2 });
      expect((await things.find({ mod: 3 }).sort({ n: -1 }).limit(2).toArray()).map(({ n }) => n as unknown)).toEqual([
        93, 83,
      ]);
      expect(stagesOf(await things.find({ mod: 3 }).sort({ n: 1 }).explain('queryPlanner')).stages).not.toContain(
        'SORT',
      );
      expect(stagesOf(await things.find({}).sort({ mod: -1, n: 1 }).explain('queryPlanner')).stages).not.toContain(
        'SORT',
      );
      expect(stagesOf(await things.find({ mod: 3 }).sort({ inner: 1 }).explain('queryPlanner')).stages).toContain(
        'SORT',
      );
      expect(stagesOf(await things.find({}).sort({ mod: 1, n: 1 }).explain('queryPlanner')).stages).toContain('SORT');
    },
  },
  {
    title: 'uses an index of words of an array',
    needs: ['explain'],
    async run(context) {
      await fill(context);
      await context.things.createIndex({ tags: 1 });
      const explained = await context.things.find({ tags: 't1' }).explain('executionStats');
      expect(stagesOf(explained)).toEqual({ stages: ['FETCH', 'IXSCAN'], index: 'tags_1' });
      expect(explained['executionStats']).toMatchObject({ nReturned: 33, totalDocsExamined: 33 });
    },
  },
  {
    title: 'uses the index that it is told to',
    needs: ['explain'],
    async run(context) {
      await fill(context);
      await context.things.createIndexes([{ key: { mod: 1 } }, { key: { n: 1 } }]);
      expect(stagesOf(await context.things.find({ mod: 3, n: 3 }).hint('mod_1').explain('queryPlanner')).index).toBe(
        'mod_1',
      );
      expect(stagesOf(await context.things.find({ mod: 3, n: 3 }).hint({ n: 1 }).explain('queryPlanner')).index).toBe(
        'n_1',
      );
      await expect(context.things.find({}).hint('none').toArray()).rejects.toMatchObject({ name: 'MongoServerError' });
    },
  },
  {
    title: 'never leaves out documents that an index does not hold',
    needs: ['explain', 'partial-index'],
    async run({ things }) {
      await things.createIndex({ sparse: 1 }, { sparse: true });
      await things.createIndex({ part: 1 }, { partialFilterExpression: { live: true } });
      await things.insertMany([
        { _id: 1, part: 1 },
        { _id: 2, part: 1, live: true, sparse: 1 },
      ]);
      expect(await things.find({}).sort({ sparse: 1 }).toArray()).toHaveLength(2);
      expect(await things.countDocuments({ part: 1 })).toBe(2);
      const explained = await things.find({ part: 1, live: true }).explain('queryPlanner');
      expect(stagesOf(explained).index).toBe('part_1');
    },
  },
];
