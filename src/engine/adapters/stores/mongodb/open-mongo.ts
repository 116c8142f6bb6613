import { setTimeout as wait } from 'node:timers/promises';
import type { Db, MongoClient, MongoClientOptions } from 'mongodb';
import { failure } from '../../../diagnostics/diagnostic.ts';
import type { DocumentStore } from '../../store.ts';
import { explainMongoError } from './explain-mongo-error.ts';
import { readVisible } from './generation-marker.ts';
import { publishGeneration } from './publish-generation.ts';

/** Settings of a connection, resolved. `url` holds a password: it goes to the driver and nowhere else. */
export type MongoSettings = Readonly<Record<string, unknown>>;

/** In seconds, as the settings are. */
const usual = { connect_timeout: 5, idle_timeout: 300 } as const;
const usualDatabase = 'alambic';
/** Milliseconds. */
const grace = 2000;

/**
 * Opens a MongoDB, or what speaks its protocol. `connect_timeout` and `idle_timeout`, the longest silence while an answer
 * is expected, are in seconds: 5, and five minutes where nothing is said. What the url says of these wins.
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
      explained(`publishing ${request.projection.collection}`, () =>
        unlessInterrupted(publishGeneration(database, request), request.signal),
      ),
    // The driver says goodbye to the server, and one that does not answer is not waited for.
    close: () => Promise.race([client.close(), wait(grace, undefined, { ref: false })]),
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
      ...deadlines(url, settings),
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

/** An interrupt is met between two batches; a server that does not answer is not waited for much longer. */
async function unlessInterrupted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let timer: NodeJS.Timeout | undefined;
  let onAbort = (): void => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    onAbort = (): void => void (timer = setTimeout(() => reject(signal.reason as Error), grace));
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work, interrupted]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** The driver's own: half a minute to find a server, and no end to waiting for its answer. */
function deadlines(url: string, settings: MongoSettings): MongoClientOptions {
  const connecting = milliseconds(settings, 'connect_timeout');
  return {
    ...(/[?&](serverSelection|connect)TimeoutMS=/i.test(url)
      ? {}
      : { serverSelectionTimeoutMS: connecting, connectTimeoutMS: connecting }),
    ...(/[?&]socketTimeoutMS=/i.test(url) ? {} : { socketTimeoutMS: milliseconds(settings, 'idle_timeout') }),
  };
}

function milliseconds(settings: MongoSettings, name: keyof typeof usual): number {
  const seconds = Number(settings[name] ?? usual[name]);
  if (Number.isFinite(seconds) && seconds >= 0) return Math.ceil(seconds * 1000);
  throw failure('E0202', `"${name}" of a mongodb connection must be a number of seconds`);
}

function databaseOf(client: MongoClient, settings: MongoSettings): Db {
  if (typeof settings['database'] === 'string') return client.db(settings['database']);
  const fromUrl = client.options.dbName;
  return client.db(fromUrl === undefined || fromUrl === 'test' ? usualDatabase : fromUrl);
}
