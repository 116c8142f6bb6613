import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import { aggregationChecks } from './mongodb/aggregation.ts';
import type { Check, CheckContext, Feature } from './mongodb/check.ts';
import { collectionChecks } from './mongodb/collections.ts';
import { findChecks } from './mongodb/find.ts';
import { indexChecks } from './mongodb/indexes.ts';
import { planChecks } from './mongodb/plans.ts';
import { transactionChecks } from './mongodb/transactions.ts';
import { userChecks } from './mongodb/users.ts';
import { writeChecks } from './mongodb/writes.ts';

export interface MongodbServer {
  /** With an account that may do everything. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ConformanceOptions {
  /** What this server is known not to have: checks that need it are left out. */
  readonly lacks?: readonly Feature[];
}

const groups: Readonly<Record<string, readonly Check[]>> = {
  find: findChecks,
  write: writeChecks,
  indexes: indexChecks,
  plans: planChecks,
  aggregation: aggregationChecks,
  collections: collectionChecks,
  transactions: transactionChecks,
  users: userChecks,
};

/** What a server must do to count as MongoDB here, through the real driver. Every check has a database of its own. */
export function mongodbConformance(
  name: string,
  open: () => Promise<MongodbServer>,
  { lacks = [] }: ConformanceOptions = {},
): void {
  describe(`${name} behaves as MongoDB does`, () => {
    let server: MongodbServer;
    let client: MongoClient;
    let context: CheckContext;
    let number = 0;
    beforeAll(async () => {
      server = await open();
      client = await new MongoClient(server.url, { serverSelectionTimeoutMS: 5000 }).connect();
    });
    afterAll(async () => {
      await client?.close();
      await server?.close();
    });
    beforeEach(() => {
      const db = client.db(`check_${process.pid}_${++number}`);
      context = { client, db, things: db.collection('things'), url: server.url };
    });
    for (const [group, checks] of Object.entries(groups)) {
      describe(group, () => {
        for (const check of checks) {
          const { title, needs = [] } = check;
          it.skipIf(needs.some((feature) => lacks.includes(feature)))(title, async () => {
            await check.run(context);
            await context.db.dropDatabase();
          });
        }
      });
    }
  });
}
