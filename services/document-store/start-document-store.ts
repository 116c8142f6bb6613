import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { failure } from '../../src/engine/diagnostics/diagnostic.ts';
import { tryLock } from '../process/lock-file.ts';
import { makeCredentials } from './auth/scram.ts';
import { createDispatcher } from './dispatch.ts';
import { removeExpired } from './storage/remove-expired.ts';
import { Storage } from './storage/storage.ts';
import { serveConnection } from './wire/serve-connection.ts';

export interface DocumentStoreOptions {
  /** A free one unless given. */
  readonly port?: number;
  /** In memory alone unless given. */
  readonly dataDir?: string;
  /** With it every client must sign in; this account may do everything. */
  readonly auth?: { readonly user: string; readonly password: string };
}

export interface DocumentStoreServer {
  /** `mongodb://…`: holds the password where there is one, so never print it into a log. */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

const sweepInterval = 1000;

/**
 * A small server that speaks MongoDB's wire protocol, on 127.0.0.1: a stand-in for MongoDB in demos and tests, where
 * none can be installed. Everything is in memory; with a folder it is also in a journal, from which nothing is lost that
 * was answered, whenever the process ends.
 */
export async function startDocumentStore(options: DocumentStoreOptions = {}): Promise<DocumentStoreServer> {
  const { dataDir, auth } = options;
  const release = dataDir === undefined ? (): void => {} : lockFolder(dataDir);
  let storage: Storage | undefined;
  try {
    storage = new Storage(dataDir);
    if (auth !== undefined) {
      const roles = [{ role: 'root', db: 'admin' }];
      storage.putAccount({ user: auth.user, database: 'admin', roles, credentials: makeCredentials(auth.password) });
      storage.commit();
    }
    return await listen(storage, options, release);
  } catch (error) {
    storage?.close();
    release();
    throw error;
  }
}

async function listen(
  storage: Storage,
  { port = 0, auth }: DocumentStoreOptions,
  release: () => void,
): Promise<DocumentStoreServer> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const actual = (server.address() as AddressInfo).port;
  const dispatcher = createDispatcher({ storage, address: `127.0.0.1:${actual}`, requireAccount: auth !== undefined });
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveConnection(socket, { id: ++connections }, dispatcher);
  });
  const sweeper = setInterval(() => {
    dispatcher.sweep();
    removeExpired(storage, Date.now());
  }, sweepInterval);
  sweeper.unref();
  const stop = async (): Promise<void> => {
    clearInterval(sweeper);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    storage.close();
    release();
  };
  let stopped: Promise<void> | undefined;
  const account = auth === undefined ? '' : `${encodeURIComponent(auth.user)}:${encodeURIComponent(auth.password)}@`;
  const query = auth === undefined ? 'directConnection=true' : 'authSource=admin&directConnection=true';
  return { url: `mongodb://${account}127.0.0.1:${actual}/?${query}`, port: actual, stop: () => (stopped ??= stop()) };
}

function lockFolder(dataDir: string): () => void {
  const release = tryLock(join(dataDir, 'lock'));
  if (release !== undefined) return release;
  throw failure('E0910', 'another document store uses this folder already', {
    hint: 'stop the other one, or give it another folder',
  });
}
