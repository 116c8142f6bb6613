import { resolve } from 'node:path';
import { freePort } from '../process/free-port.ts';
import { shareServer } from '../process/share-server.ts';
import { postgresBinaries } from './binaries.ts';
import { createCluster } from './create-cluster.ts';
import { ensurePassword } from '../process/password-file.ts';
import { type Postmaster, runningPostmaster, startPostmaster, stopPostmaster } from './postmaster.ts';
import { prepareDatabase } from './prepare-database.ts';
import { serverUser } from './server-user.ts';

export interface EmbeddedPostgresOptions {
  /** The server's folder; made where it is absent. Beside it stand its password, log, lock and list of users. */
  readonly dataDir: string;
  /** A free one unless given. A server that runs already keeps its own. */
  readonly port?: number;
  readonly user?: string;
  /** Made up and kept unless given. */
  readonly password?: string;
  readonly database?: string;
}

export interface EmbeddedPostgres {
  /** `postgres://user:password@127.0.0.1:port/database`: holds the password, so never print it into a log. */
  readonly url: string;
  readonly pid: number;
  readonly port: number;
  /** False where it ran before. */
  readonly started: boolean;
  /** Ends the server, unless another process uses it still. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL server on 127.0.0.1, for development, demos and tests: not durable against a power cut (fsync is
 * off), unharmed by the end of any process. One that runs on this folder already, perhaps since its starter was killed,
 * is shared.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const { user = 'alambic', database = 'postgres' } = options;
  let password = '';
  const { server, started, stop } = await shareServer<Postmaster>(dataDir, {
    find: async () => readyPostmaster(dataDir),
    start: () => {
      const { current } = ensurePassword(`${dataDir}.password`, options.password);
      return startServer(dataDir, user, current, options.port);
    },
    async prepare({ port }) {
      const known = ensurePassword(`${dataDir}.password`, options.password);
      await prepareDatabase({ port, user, database, password: known });
      known.keep();
      password = known.wanted;
    },
    end: () => endServer(dataDir),
  });
  const account = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  const url = `postgres://${account}@127.0.0.1:${server.port}/${encodeURIComponent(database)}`;
  return { ...server, url, started, stop };
}

/** Only the holder of the lock starts servers: one that is not ready is ending, or never will be. */
async function readyPostmaster(dataDir: string): Promise<Postmaster | undefined> {
  const running = runningPostmaster(dataDir);
  if (running?.ready === true) return { pid: running.pid, port: running.port };
  await endServer(dataDir);
  return undefined;
}

async function endServer(dataDir: string): Promise<void> {
  const running = runningPostmaster(dataDir);
  if (running !== undefined) await stopPostmaster(running.pid, dataDir);
}

async function startServer(dataDir: string, user: string, password: string, port?: number): Promise<Postmaster> {
  const { initdb, postgres } = postgresBinaries();
  const asUser = serverUser([dataDir, postgres]);
  await createCluster({ initdb, dataDir, user, password, serverUser: asUser });
  for (let attempt = 1; ; attempt++) {
    try {
      return await startPostmaster(postgres, dataDir, port ?? (await freePort()), asUser);
    } catch (error) {
      // A free port can be taken between looking and listening; one that was asked for is the caller's choice.
      if (port !== undefined || attempt === 3) throw error;
    }
  }
}
