import type { ModelLine } from "../api/model-line.ts";

/** The state in one word; a model that is ready but has no workers in memory is resting. */
export function stateOf({ status, loaded }: Pick<ModelLine, "status" | "loaded">): string {
  return status === "ready" && loaded === false ? "resting" : status;
}
