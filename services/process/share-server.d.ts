/** How to find, start and end one server. They are called one at a time, whichever process asks. */
export interface ServerLifecycle<T> {
  /** The one that runs already, checked against the process list. */
  find(): Promise<T | undefined>;
  start(): Promise<T>;
  /** Ends what `find` finds. */
  end(): Promise<void>;
  /** Done by every user before it gets the server. */
  prepare?(server: T): Promise<void>;
}
export interface SharedServer<T> {
  readonly server: T;
  /** False where it ran before. */
  readonly started: boolean;
  /** Leaves the server, and ends it where nobody else uses it. Safe to call twice. */
  stop(): Promise<void>;
}
/**
 * A server that several processes use: the first one starts it, the last one ends it, and one that was killed counts
 * as gone. Beside `base` stand its lock (`.lock`) and its users (`.users`).
 */
export declare function shareServer<T>(base: string, lifecycle: ServerLifecycle<T>): Promise<SharedServer<T>>;
