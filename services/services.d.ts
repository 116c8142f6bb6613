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
/**
 * A server for a connection that is `embedded: true`. One that runs already (`npm run services`, or another run) is
 * shared; else it is started, and ends when its last user gives it back. For MongoDB, `MONGODB_URL` comes first, then a
 * `mongod` of this machine, then the stand-in.
 *
 * @param stateDir the folder of the servers' data, passwords and logs: `<project>/.alambic/services`.
 */
export declare function ensureService(kind: ServiceKind, stateDir: string): Promise<Service>;
