/**
 * Runs an action while this process, and this call within it, alone holds the lock. Waits for others; takes over what a
 * killed process left behind.
 *
 * @param patience milliseconds to wait before giving up with an Error.
 */
export declare function withLock<T>(path: string, action: () => Promise<T>, patience?: number): Promise<T>;
/** Takes a lock and returns what gives it back, or undefined where somebody who lives holds it. */
export declare function tryLock(path: string): (() => void) | undefined;
