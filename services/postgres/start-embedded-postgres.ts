import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { freePort } from '../process/free-port.ts';
import { withLock } from '../process/lock-file.ts';
import { joinUsers } from '../process/service-users.ts';
import { postgresBinaries } from './binaries.ts';
import { createCluster } from './create-cluster.ts';
import { ensurePassword } from './password-file.ts';
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
  const lock = `${dataDir}.lock`;
  mkdirSync(dirname(dataDir), { recursive: true });
  const { server, password, users } = await withLock(lock, async () => {
    const password = ensurePassword(`${dataDir}.password`, options.password);
    const users = joinUsers(`${dataDir}.users`);
    try {
      const server = await runServer(dataDir, user, password.current, options.port);
      await prepareDatabase({ port: server.port, user, database, password });
      password.keep();
      return { server, password: password.wanted, users };
    } catch (error) {
      const left = runningPostmaster(dataDir);
      if (users.leave().last && left !== undefined) await stopPostmaster(left.pid, dataDir);
      throw error;
    }
  });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> =>
    withLock(lock, async () => {
      if (users.leave().last) await stopPostmaster(server.pid, dataDir);
    });
  const url = `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/${encodeURIComponent(database)}`;
  return { ...server, url, stop: () => (stopped ??= stop()) };
}

async function runServer(dataDir: string, user: string, password: string, port?: number): Promise<Postmaster> {
  const running = runningPostmaster(dataDir);
  if (running?.ready === true) return { pid: running.pid, port: running.port };
  // Only the holder of the lock starts servers, so this one is ending, or will never be ready.
  if (running !== undefined) await stopPostmaster(running.pid, dataDir);
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
