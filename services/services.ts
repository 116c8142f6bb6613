import { join } from 'node:path';

export type ServiceKind = 'postgres' | 'mongodb';

export interface Service {
  /** Holds a password: never print it into a log. */
  readonly url: string;
  /** What runs, in a few words. */
  readonly description: string;
  /** False where it ran before. */
  readonly started: boolean;
  /** Gives the service back: it ends where nobody else uses it. To be called by everyone who asked for it. */
  stop(): Promise<void>;
}

/** The database of the embedded PostgreSQL. */
const database = 'shop';

/**
 * A server for a connection that is `embedded: true`. One that runs already (`npm run services`, or another run) is
 * shared; else it is started, and ends when its last user gives it back. For MongoDB, `MONGODB_URL` comes first, then a
 * `mongod` of this machine, then the stand-in.
 *
 * @param stateDir the folder of the servers' data, passwords and logs: `<project>/.alambic/services`.
 */
export async function ensureService(kind: ServiceKind, stateDir: string): Promise<Service> {
  if (kind === 'postgres') {
    const { startEmbeddedPostgres } = await import('./postgres/start-embedded-postgres.ts');
    const { url, started, stop } = await startEmbeddedPostgres({ dataDir: join(stateDir, 'postgres'), database });
    return { url, description: 'PostgreSQL 18', started, stop };
  }
  const given = process.env['MONGODB_URL'];
  if (given) return { url: given, description: 'MongoDB at MONGODB_URL', started: false, stop: async () => {} };
  const { startLocalMongodb } = await import('./mongodb/start-local-mongodb.ts');
  const { url, kind: program, started, stop } = await startLocalMongodb(stateDir);
  const description = program === 'mongod' ? 'MongoDB' : 'document store (a stand-in for MongoDB)';
  return { url, description, started, stop };
}
