import type { WorkerOptions } from "@switchyard/core";

/** Runs shorter than this stay on the main thread: a second hop would cost more than it frees. */
export const shortRunMs = 0.5;
/** Shorter ones are not worth the memory of more than one thread. */
const longRunMs = 2;
const mostThreads = 4;
/** Each thread has weights of its own: that many bytes of them, if two threads do not have more. */
const mostWeightBytes = 256 * 1024 * 1024;

export interface ThreadFacts {
  readonly workers: WorkerOptions["workers"];
  /** Milliseconds of a warm run. */
  readonly runMs: number;
  /** Whether rows that run together are quicker than one by one. */
  readonly sharesWell: boolean;
  readonly weightBytes: number;
  readonly cores: number;
}

/**
 * Threads for the session beside the one that decodes: as configured, else none where runs are short, one where rows are
 * quicker together, and one a core where runs are long and only more cores help.
 */
export function decideThreads({ workers, runMs, sharesWell, weightBytes, cores }: ThreadFacts): number {
  if (workers !== "auto") return workers;
  if (runMs < shortRunMs) return 0;
  if (sharesWell || runMs < longRunMs || cores === 1) return 1;
  const copies = Math.max(2, Math.floor(mostWeightBytes / Math.max(weightBytes, 1)));
  return Math.min(mostThreads, cores, copies);
}
