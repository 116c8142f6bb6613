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
export declare function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres>;
