/**
 * What distinguishes a process from a later one with the same number: the moment it started, as the system tells it.
 * Undefined where no such process runs.
 */
export declare function processIdentity(pid: number): string | undefined;
/** The command line with spaces between its words, or undefined where no such process runs. */
export declare function processCommand(pid: number): string | undefined;
export declare function isAlive(pid: number): boolean;
