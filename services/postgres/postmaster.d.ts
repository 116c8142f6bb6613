import type { ServerUser } from './server-user.ts';
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}
/** The server that runs on this folder now, by its own account and checked against the process list. */
export declare function runningPostmaster(dataDir: string):
  | (Postmaster & {
      readonly ready: boolean;
    })
  | undefined;
export declare function startPostmaster(
  postgres: string,
  dataDir: string,
  port: number,
  serverUser: ServerUser,
): Promise<Postmaster>;
/** Ends a server in order: its clients are disconnected, open transactions rolled back. */
export declare function stopPostmaster(pid: number, dataDir: string): Promise<void>;
