/**
 * Who uses a server that several processes share: one empty file each, named after the process. The last to leave
 * stops the server; one that was killed counts as gone. Call only while holding the server's lock.
 */
export declare function joinUsers(folder: string): {
  leave(): {
    readonly last: boolean;
  };
};
/** The users that still run; what others left is removed. */
export declare function livingUsers(folder: string): readonly string[];
