/** Time for what is shown: elapsed times and redrawing. */
export interface Clock {
  /** Milliseconds, from any beginning; never goes back. */
  now(): number;
  /** Calls `work` again and again; what is returned ends it. Does not keep the process alive. */
  every(milliseconds: number, work: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  every(milliseconds, work) {
    const timer = setInterval(work, milliseconds);
    timer.unref();
    return () => clearInterval(timer);
  },
};
