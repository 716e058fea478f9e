import type { ServingEvents, StartServable, StartWorker } from "@switchyard/core";
import { threadWorkers } from "@switchyard/model-worker/threads";
import { WorkerModel } from "@switchyard/serving";
import type { Config } from "./config/config.ts";
import { settingsOf } from "./settings-of.ts";

export interface StartServableOptions {
  readonly config: Config;
  /** Starts workers that are processes. */
  readonly processes: StartWorker;
  readonly events: ServingEvents;
}

/** Starts the workers of a version as its model's settings say. */
export function createStartServable({ config, processes, events }: StartServableOptions): StartServable {
  const threads = threadWorkers();
  return async (model, signal) => {
    const { isolation, workers, maxBatchRows, labels, json, replicas, maxQueued } = settingsOf(
      config,
      model.version.name,
    );
    const options = {
      start: isolation === "thread" ? threads : processes,
      // A worker that is a thread runs its session itself.
      worker: { workers: isolation === "thread" ? 0 : workers, maxBatchRows, labels, json },
      replicas,
      maxQueued,
      loadTimeoutMs: config.loadTimeoutMs,
      events,
    };
    return await WorkerModel.start(model, options, signal);
  };
}
