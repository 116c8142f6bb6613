import { Long, MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFaultyProxy } from '../../../../../test/harness/faulty-proxy.ts';
import { needing, startTestMongodb, type TestMongodb } from '../../../../../test/servers/mongodb.ts';
import { AlambicError } from '../../../diagnostics/diagnostic.ts';
import type { Projection } from '../../../parse/project.ts';
import { BaseNotUsable, type DocumentStore, type PublicationRequest, type StoredDocument } from '../../store.ts';
import { openMongo } from './open-mongo.ts';

const projection: Projection = {
  store: 'serving',
  collection: 'reviews',
  key: ['review_id'],
  indexes: [
    { keys: [['product_id', 1], ['created_at', -1]], unique: false },
    { keys: [['rating', 1]], unique: false },
    { keys: [['keywords', 1]], unique: false },
    { name: 'once', keys: [['review_id', 1]], unique: true },
  ],
}; // prettier-ignore

let server: TestMongodb;
let client: MongoClient;
let store: DocumentStore;

beforeAll(async () => {
  server = await startTestMongodb({ user: 'writer', password: 'sécret:/@' });
  client = await new MongoClient(server.url).connect();
});

afterAll(async () => {
  await client.close();
  await server.stop();
});

beforeEach(async () => {
  await client.db('serving').dropDatabase();
  store = await openMongo({ url: server.url, database: 'serving' });
});

afterEach(() => store.close());

const review = (n: number, generation: string): StoredDocument => ({
  id: `r${n}`,
  document: {
    review_id: n,
    product_id: n % 7,
    rating: (n % 5) + 1,
    keywords: ['word', `k${n % 3}`],
    created_at: new Date(1.7e12 + n * 1000),
    generation,
  },
});

async function* batches<T>(all: readonly T[], size = 700): AsyncGenerator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

function everything(count: number, generation: string, more: Partial<PublicationRequest> = {}): PublicationRequest {
  const all = Array.from({ length: count }, (_, n) => review(n, generation));
  return {
    projection,
    generation,
    upserts: batches(all),
    deletes: batches<string>([]),
    expectedDocuments: count,
    ...more,
  };
}

const live = () => client.db('serving').collection('reviews');
const names = async (): Promise<string[]> =>
  (await client.db('serving').listCollections().toArray())
    .map(({ name }) => name)
    .toSorted((a, b) => a.localeCompare(b));

describe('publishing everything', () => {
  needing('explain')('shows the documents, with indexes that the server was seen to use', async () => {
    expect(await store.visible(projection)).toBeUndefined();
    const result = await store.publish(everything(2500, 'g1'));
    expect(result).toEqual({
      upserted: 2500,
      deleted: 0,
      documents: 2500,
      indexes: ['product_id_1_created_at_-1', 'rating_1', 'keywords_1', 'once'].map((name) => ({
        name,
        verified: true,
      })),
    });
    expect(await store.visible(projection)).toEqual({ generation: 'g1', documents: 2500 });
    expect(await names()).toEqual(['_alambic', 'reviews']);
    expect((await live().indexes()).map(({ name }) => name)).toEqual([
      '_id_',
      ...result.indexes.map(({ name }) => name),
    ]);
  });

  needing('explain')('makes an empty collection with its indexes of nothing', async () => {
    const result = await store.publish(everything(0, 'g0'));
    expect(result.documents).toBe(0);
    expect(result.indexes.every(({ verified }) => verified)).toBe(true);
    expect(await names()).toEqual(['_alambic', 'reviews']);
    expect(await live().indexes()).toHaveLength(5);
    expect(await store.visible(projection)).toEqual({ generation: 'g0', documents: 0 });
  });

  needing('nested-lists')('keeps the types of values', async () => {
    const document = {
      review_id: 1,
      big: 9_007_199_254_740_993n,
      huge: 2n ** 100n,
      price: 12.34,
      at: new Date('2024-02-29T23:59:59.999Z'),
      nothing: null,
      list: [1, [2, null], { a: 3n }],
      struct: { inner: { yes: true } },
      bytes: new Uint8Array([1, 2]),
      _id: 'ignored',
    };
    const upserts = batches([{ id: '1', document }]);
    await store.publish({ ...everything(1, 'g'), upserts });
    const found = await live().findOne({}, { promoteLongs: false });
    expect(found).toMatchObject({
      _id: '1',
      price: 12.34,
      at: document.at,
      nothing: null,
      struct: { inner: { yes: true } },
    });
    expect(found!['big']).toEqual(Long.fromString('9007199254740993'));
    expect(found!['huge']).toBe('1267650600228229401496703205376');
    expect((found!['list'] as unknown[])[1]).toEqual([2, null]);
    expect([...(found!['bytes'] as { value(): Uint8Array }).value()]).toEqual([1, 2]);
  });

  it('drops what a publication that ended early left aside', async () => {
    await client.db('serving').collection('reviews__next').insertOne({ left: true });
    await store.publish(everything(3, 'g1'));
    expect(await live().countDocuments({ left: true })).toBe(0);
    expect(await names()).toEqual(['_alambic', 'reviews']);
  });
});

describe('publishing a difference', () => {
  beforeEach(() => store.publish(everything(2000, 'g1')));

  needing('out')('changes, adds and removes, and leaves the rest', async () => {
    const upserts = batches([review(1, 'g2'), review(5000, 'g2')]);
    const deletes = batches(['r10', 'r11', 'r12', 'unknown']);
    const request = { ...everything(0, 'g2'), base: 'g1', upserts, deletes, expectedDocuments: 1998 };
    expect(await store.publish(request)).toMatchObject({ upserted: 2, deleted: 3, documents: 1998 });
    expect(await live().countDocuments({ generation: 'g2' })).toBe(2);
    expect(await live().countDocuments({ generation: 'g1' })).toBe(1996);
    expect(await live().indexes()).toHaveLength(5);
    expect(await store.visible(projection)).toEqual({ generation: 'g2', documents: 1998 });
  });

  it('asks for everything where its base is not what is visible', async () => {
    const request = { ...everything(0, 'g3'), base: 'g0', expectedDocuments: 2000 };
    await expect(store.publish(request)).rejects.toBeInstanceOf(BaseNotUsable);
    await live().deleteOne({ _id: 'r1' as never });
    expect(await store.visible(projection)).toBeUndefined();
    await expect(store.publish({ ...request, base: 'g1' })).rejects.toBeInstanceOf(BaseNotUsable);
    expect(await names()).not.toContain('reviews__next');
  });

  it('asks for everything where the result has another number of documents than it should', async () => {
    const request = { ...everything(0, 'g2'), base: 'g1', expectedDocuments: 1999 };
    await expect(store.publish(request)).rejects.toBeInstanceOf(BaseNotUsable);
    expect(await store.visible(projection)).toEqual({ generation: 'g1', documents: 2000 });
  });
});

describe('readers', () => {
  needing('rename-over')('see one generation or the other, whole, whenever they look', async () => {
    await store.publish(everything(3000, 'g0'));
    const sizes: Record<string, number> = { g0: 3000, g1: 2000, g2: 2600, g3: 100 };
    const published = new AbortController();
    let looks = 0;
    const look = async (): Promise<void> => {
      while (!published.signal.aborted) {
        const [seen] = await live()
          .aggregate<{ n: number; of: string[] }>([
            { $group: { _id: null, n: { $sum: 1 }, of: { $addToSet: '$generation' } } },
          ])
          .toArray();
        expect(seen).toEqual({ _id: null, n: sizes[seen!.of[0]!], of: [expect.any(String)] });
        expect(await live().find({ product_id: 3 }).sort({ created_at: -1 }).limit(1).toArray()).toHaveLength(1);
        looks++;
      }
    };
    const looking = Promise.all([look(), look()]);
    for (const generation of ['g1', 'g2', 'g3']) await store.publish(everything(sizes[generation]!, generation));
    published.abort();
    await looking;
    expect(looks).toBeGreaterThan(5);
  });
});

describe('a publication that fails', () => {
  beforeEach(() => store.publish(everything(10, 'g1')));

  const unchanged = async (): Promise<void> => {
    expect(await store.visible(projection)).toEqual({ generation: 'g1', documents: 10 });
    expect(await live().countDocuments({ generation: 'g1' })).toBe(10);
    expect(await names()).toEqual(['_alambic', 'reviews']);
  };

  const said = async (request: PublicationRequest): Promise<string> => {
    const error: unknown = await store.publish(request).catch((reason: unknown) => reason);
    if (!(error instanceof AlambicError)) throw error;
    return error.message;
  };

  it('names a key that occurs twice, without its value', async () => {
    const twice = [review(1, 'g2'), review(1, 'g2')];
    expect(await said({ ...everything(2, 'g2'), upserts: batches(twice) })).toMatch(/^E0712 publishing reviews: /);
    await unchanged();
    const clash = [review(1, 'g2'), { id: 'other', document: { review_id: 1 } }];
    expect(await said({ ...everything(2, 'g2'), upserts: batches(clash) })).not.toContain('other');
    await unchanged();
  });

  it('says that rows are missing', async () => {
    expect(await said(everything(5, 'g2', { expectedDocuments: 6 }))).toBe(
      'E0712 projection to reviews: 6 rows have 5 keys',
    );
    await unchanged();
  });

  it('refuses an index that the store cannot have', async () => {
    const keys = (field: string): Projection['indexes'][number] => ({
      name: 'same',
      keys: [[field, 1]],
      unique: false,
    });
    const broken = { ...projection, indexes: [keys('a'), keys('b')] };
    expect(await said(everything(5, 'g2', { projection: broken }))).toMatch(/^E0605 /);
    await unchanged();
  });

  it('stops where it is told to', async () => {
    const stopping = new AbortController();
    async function* endless(): AsyncGenerator<readonly StoredDocument[]> {
      for (let n = 0; ; n++) {
        if (n === 5000) stopping.abort();
        yield [review(n, 'g2')];
      }
    }
    expect(await said(everything(0, 'g2', { upserts: endless(), signal: stopping.signal }))).toMatch(/^E0708 /);
    await unchanged();
  });

  it('passes on what the model threw', async () => {
    async function* failing(): AsyncGenerator<readonly StoredDocument[]> {
      yield [review(1, 'g2')];
      throw new RangeError('from the model');
    }
    await expect(store.publish(everything(0, 'g2', { upserts: failing() }))).rejects.toThrow(RangeError);
    await unchanged();
  });
});

describe('connecting', () => {
  async function refusal(url: string): Promise<string> {
    let opened: DocumentStore | undefined;
    try {
      opened = await openMongo({ url });
      await opened.visible(projection);
      return 'nothing';
    } catch (error) {
      if (!(error instanceof AlambicError)) throw error;
      expect(JSON.stringify(error.diagnostics)).not.toMatch(/s%C3%A9cret|sécret|wrong/);
      return error.message;
    } finally {
      await opened?.close();
    }
  }

  needing('users')('says what is wrong, without the password', async () => {
    const quick = 'serverSelectionTimeoutMS=300';
    expect(await refusal(server.url.replace(/:[^:@]+@/, ':wrong@'))).toMatch(/^E0902 /);
    expect(await refusal(`mongodb://127.0.0.1:${server.port}/?directConnection=true`)).toMatch(/^E0908 /);
    expect(await refusal(`mongodb://u:wrong@127.0.0.1:1/?${quick}`)).toMatch(/^E0901 /);
    expect(await refusal(`mongodb://u:wrong@no.such.host.invalid/?${quick}`)).toMatch(/^E0903 /);
    expect(await refusal('mongo://u:wrong@host')).toMatch(/^E0202 /);
  });
});

describe('a server that says nothing more', () => {
  it('is a passed deadline, and keeps nobody from closing', async () => {
    const proxy = await startFaultyProxy(server.port);
    const url = server.url.replace(`:${server.port}`, `:${proxy.port}`);
    const far = await openMongo({ url, database: 'serving', connect_timeout: 1, idle_timeout: 0.3 });
    await far.publish(everything(1500, 'g1'));
    async function* hanging(): AsyncGenerator<readonly StoredDocument[]> {
      for (let n = 0; n < 3000; n += 1) {
        if (n === 2000) proxy.hang();
        yield [review(n, 'g2')];
      }
    }
    const error = await far.publish(everything(3000, 'g2', { upserts: hanging() })).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(
      /E0710 the document store said nothing for as long as idle_timeout allows, while publishing reviews/,
    );
    const closing = Date.now();
    await far.close();
    expect(Date.now() - closing).toBeLessThan(5000);
    await proxy.close();
    expect(await store.visible(projection)).toEqual({ generation: 'g1', documents: 1500 });
  });
});
