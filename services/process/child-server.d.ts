/** A server that was started as a process of its own. */
export interface ChildServer {
  readonly pid: number;
  readonly port: number;
}
export interface ChildCommand {
  readonly program: string;
  readonly args: readonly string[];
}
/** The server that was written down beside `base`, if it still runs. */
export declare function findChildServer(base: string): ChildServer | undefined;
/**
 * Starts a server in a session of its own and waits until it accepts connections. What it says goes into `<base>.log`.
 * Rejects with its last line where it ends before.
 */
export declare function startChildServer(base: string, command: (port: number) => ChildCommand): Promise<ChildServer>;
/** Ends the server in order, and by force where it does not end in ten seconds. */
export declare function endChildServer(base: string): Promise<void>;
