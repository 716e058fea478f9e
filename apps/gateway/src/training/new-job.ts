import { randomUUID } from "node:crypto";
import type { TrainingJob } from "@switchyard/core";

/** A job that waits for its turn. */
export function newJob(given: Pick<TrainingJob, "model" | "parameters">): TrainingJob {
  return {
    ...given,
    id: randomUUID(),
    status: "queued",
    progress: undefined,
    message: undefined,
    metrics: {},
    history: [],
    modelName: undefined,
    version: undefined,
    runId: undefined,
    error: undefined,
    createdAt: new Date(),
    startedAt: undefined,
    endedAt: undefined,
    promotion: undefined,
  };
}
