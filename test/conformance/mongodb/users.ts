import { MongoClient } from 'mongodb';
import { expect } from 'vitest';
import type { Check } from './check.ts';

/** The address of the same server for another account. */
function urlFor(url: string, user: string, password: string, database: string): string {
  const parsed = new URL(url);
  parsed.username = user;
  parsed.password = password;
  parsed.searchParams.set('authSource', database);
  return parsed.href;
}

async function connected<T>(url: string, use: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5000 });
  try {
    return await use(await client.connect());
  } finally {
    await client.close();
  }
}

export const userChecks: readonly Check[] = [
  {
    title: 'lets an account do what its roles allow',
    needs: ['users'],
    async run({ db, things, url }) {
      const name = db.databaseName;
      await things.insertOne({ _id: 1 });
      await db.command({ createUser: 'reader', pwd: 'p@ss wörd', roles: [{ role: 'read', db: name }] });
      await db.command({ createUser: 'writer', pwd: 'w', roles: ['readWrite'] });
      await connected(urlFor(url, 'reader', 'p@ss wörd', name), async (client) => {
        const mine = client.db(name).collection<{ _id: number }>('things');
        expect(await mine.findOne()).toEqual({ _id: 1 });
        await expect(mine.insertOne({ _id: 2 })).rejects.toMatchObject({ code: 13 });
        await expect(mine.aggregate([{ $out: 'copy' }]).toArray()).rejects.toMatchObject({ code: 13 });
        await expect(client.db('elsewhere').collection('x').findOne()).rejects.toMatchObject({ code: 13 });
      });
      await connected(urlFor(url, 'writer', 'w', name), async (client) => {
        await client.db(name).collection<{ _id: number }>('things').insertOne({ _id: 2 });
        await expect(client.db(name).command({ createUser: 'more', pwd: 'x', roles: [] })).rejects.toMatchObject({
          code: 13,
        });
      });
      await db.command({ dropUser: 'reader' });
      await db.command({ dropUser: 'writer' });
    },
  },
  {
    title: 'rejects a wrong password and an unknown user alike',
    needs: ['users'],
    async run({ db, url }) {
      await db.command({ createUser: 'someone', pwd: 'right', roles: [] });
      const ping = (user: string, password: string): Promise<unknown> =>
        connected(urlFor(url, user, password, db.databaseName), (client) =>
          client.db(db.databaseName).command({ ping: 1 }),
        );
      await ping('someone', 'right');
      await expect(ping('someone', 'wrong')).rejects.toMatchObject({ code: 18 });
      await expect(ping('nobody', 'wrong')).rejects.toMatchObject({ code: 18 });
      await db.command({ dropUser: 'someone' });
      await expect(ping('someone', 'right')).rejects.toMatchObject({ code: 18 });
    },
  },
];
