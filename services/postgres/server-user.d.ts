/** How to start a program as somebody who may run a PostgreSQL server. */
export interface ServerUser {
  /** The words of the command to spawn, first the program. */
  command(program: string, args: readonly string[]): readonly [string, ...string[]];
  /** For `spawn`; empty where the command itself changes the user. */
  readonly ids: {
    readonly uid?: number;
    readonly gid?: number;
  };
  /** Gives a folder to that user. */
  own(folder: string): void;
}
/**
 * PostgreSQL refuses to run as root. Root (a container, usually) starts it as `postgres` where that user exists, else as
 * `nobody`; no user is added to the system. Where a folder on the way is closed to that user (/root is), `setpriv` lets
 * the server alone pass.
 */
export declare function serverUser(paths: readonly string[]): ServerUser;
