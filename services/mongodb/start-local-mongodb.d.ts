export interface LocalMongodb {
  /** Holds a password where there is one: never print it into a log. */
  readonly url: string;
  /** What it is: a real MongoDB, or this package's stand-in for demos and tests. */
  readonly kind: 'mongod' | 'stand-in';
  readonly pid: number;
  readonly port: number;
  /** False where it ran before. */
  readonly started: boolean;
  /** Ends the server, unless another process uses it still. Safe to call twice. */
  stop(): Promise<void>;
}
/** A MongoDB on 127.0.0.1: the `mongod` of this machine where there is one, else the stand-in. */
export declare function startLocalMongodb(stateDir: string, path?: string): Promise<LocalMongodb>;
