import type { WorkerOptions } from "@switchyard/core";

/** Runs shorter than this stay on the main thread: a second hop would cost more than it frees. */
const shortRunMs = 0.5;
const mostThreads = 2;

/**
 * Threads for the session beside the one that decodes: as configured, else by the time of a warm run. Each
 * thread has weights of its own, so `auto` takes few.
 */
export function decideThreads(workers: WorkerOptions["workers"], warmRunMs: number, cores: number): number {
  if (workers !== "auto") return workers;
  return warmRunMs < shortRunMs ? 0 : Math.max(1, Math.min(mostThreads, cores - 1));
}
