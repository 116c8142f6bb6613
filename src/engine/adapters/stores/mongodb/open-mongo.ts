import type { Db, MongoClient } from 'mongodb';
import { failure } from '../../../diagnostics/diagnostic.ts';
import type { DocumentStore } from '../../store.ts';
import { explainMongoError } from './explain-mongo-error.ts';
import { readVisible } from './generation-marker.ts';
import { publishGeneration } from './publish-generation.ts';

/** Settings of a connection, resolved. `url` holds a password: it goes to the driver and nowhere else. */
export type MongoSettings = Readonly<Record<string, unknown>>;

const patience = 5_000;
const usualDatabase = 'alambic';

/**
 * Opens a MongoDB, or what speaks its protocol.
 *
 * @throws AlambicError E0901, E0902, E0903 or E0906 where it cannot be reached.
 */
export async function openMongo(settings: MongoSettings): Promise<DocumentStore> {
  const client = await connect(settings);
  const database = databaseOf(client, settings);
  const explained = async <T>(doing: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw explainMongoError(error, doing);
    }
  };
  return {
    visible: ({ collection }) => explained(`reading what ${collection} shows`, () => readVisible(database, collection)),
    publish: (request) =>
      explained(`publishing ${request.projection.collection}`, () => publishGeneration(database, request)),
    close: () => client.close(),
  };
}

async function connect(settings: MongoSettings): Promise<MongoClient> {
  const { url } = settings;
  if (typeof url !== 'string')
    throw failure('E0203', 'a mongodb connection needs a url', { hint: 'for instance url: ${env:MONGODB_URL}' });
  const { MongoClient: Client } = await import('mongodb');
  let client: MongoClient | undefined;
  try {
    client = new Client(url, {
      appName: 'alambic',
      // What the url says of these wins.
      ...(/[?&](serverSelection|connect)TimeoutMS=/i.test(url)
        ? {}
        : { serverSelectionTimeoutMS: patience, connectTimeoutMS: patience }),
      writeConcern: { w: 'majority' },
      readConcern: { level: 'local' },
      retryWrites: true,
    });
    await client.connect();
    await client.db('admin').command({ ping: 1 });
    return client;
  } catch (error) {
    await client?.close();
    throw explainMongoError(error, 'connecting');
  }
}

function databaseOf(client: MongoClient, settings: MongoSettings): Db {
  if (typeof settings['database'] === 'string') return client.db(settings['database']);
  const fromUrl = client.options.dbName;
  return client.db(fromUrl === undefined || fromUrl === 'test' ? usualDatabase : fromUrl);
}
