import type { PredictionEntry, PredictionSink } from "@switchyard/core";
import type { TrackingServer } from "@switchyard/registry-client";
import { predictionTag, runsOf } from "@switchyard/telemetry";

export interface RunSinkOptions {
  readonly server: TrackingServer;
  readonly experiment: string;
  /** Older runs of predictions are deleted. */
  readonly maxAgeDays: number;
}

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** Keeps each prediction as a run of MLflow's: features as parameters, its number as a metric, the version as a tag. */
export class RunSink implements PredictionSink {
  /** What a try has made stays; with one at a time the next makes little of it twice. */
  readonly maxEntries: number = 1;
  readonly #options: RunSinkOptions;
  #experimentId: string | undefined;
  #cleanedMs = Number.NEGATIVE_INFINITY;

  constructor(options: RunSinkOptions) {
    this.#options = options;
  }

  async write(entries: readonly PredictionEntry[], signal: AbortSignal): Promise<void> {
    const { server, experiment } = this.#options;
    const experimentId = (this.#experimentId ??= await server.experimentId(experiment, signal));
    for (const { tags, ...facts } of entries.flatMap(runsOf)) {
      const run = await server.createRun({ experimentId, name: nameOf(tags), tags }, signal);
      await server.log(run, facts, signal);
      await server.endRun(run, "FINISHED", signal);
    }
    await this.#clean(experimentId, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#options.server[Symbol.asyncDispose]();
  }

  async #clean(experimentId: string, signal: AbortSignal): Promise<void> {
    if (Date.now() - this.#cleanedMs < hourMs) return;
    this.#cleanedMs = Date.now();
    const { server, maxAgeDays } = this.#options;
    await server.deleteRuns(
      { experimentId, tag: predictionTag, beforeMs: Date.now() - maxAgeDays * dayMs },
      signal,
    );
  }
}

function nameOf(tags: Readonly<Record<string, string>>): string {
  return `${tags["model_name"] ?? ""} ${tags["model_version"] ?? ""} ${tags["request_id"] ?? ""}`;
}
