import type { ErrorCode } from "@switchyard/core";

export type Fate = "send again" | "refuse" | "fail";

/** How many workers may die over a request that was alone in them. */
const deathsToRefuse = 2;

/**
 * What becomes of a request whose frame failed.
 *
 * The death of a worker is blamed on nobody in company; only a request that was alone in two dying workers
 * is refused. So kills from outside cost nobody an answer, and one that kills takes nobody with it.
 */
export function fateOf(failure: ErrorCode, deathsAlone: number): Fate {
  if (failure !== "worker_died") return "fail";
  return deathsAlone >= deathsToRefuse ? "refuse" : "send again";
}
