/** How a pool of threads stands. */
export interface PoolState {
  readonly threads: number;
  /** Tasks given out and not ended: those that run, and those that lie at hand in a thread behind one that does. */
  readonly tasks: number;
  /** Runs that no thread has yet. */
  readonly waiting: number;
  /** Runs that one task may hold. */
  readonly mostRuns: number;
}

/** A thread has its next task at hand when it ends one, and no more: what waits here goes to whichever is free first. */
const tasksPerThread = 2;

/**
 * How many of the waiting runs the next task holds; 0 when none is to be given out yet. A thread that is free gets one at
 * once. While all run and one has its next at hand, a run waits for company, since there is time: each task costs
 * wake-ups of threads and processes all the way to the callers, who then ask again together as well.
 */
export function nextTask({ threads, tasks, waiting, mostRuns }: PoolState): number {
  if (tasks < threads) return Math.min(1, waiting);
  if (tasks >= tasksPerThread * threads) return 0;
  if (tasks > threads && waiting < mostRuns) return 0;
  return Math.min(mostRuns, waiting);
}
