import type { PredictionEntry, PredictionSink } from "@switchyard/core";
import { sourceOf, type Run, type TrackingServer } from "@switchyard/registry-client";
import { tableOf } from "@switchyard/telemetry";

export interface TableSinkOptions {
  readonly server: TrackingServer;
  readonly experiment: string;
}

/** Keeps predictions as tables, a file of many rows each, among the artifacts of one run of MLflow's. */
export class TableSink implements PredictionSink {
  readonly maxEntries: number = 1000;
  readonly collectMs: number = 10_000;
  readonly #options: TableSinkOptions;
  #run: Run | undefined;

  constructor(options: TableSinkOptions) {
    this.#options = options;
  }

  async write(entries: readonly PredictionEntry[], signal: AbortSignal): Promise<void> {
    const run = (this.#run ??= await this.#begin(signal));
    const name = `${new Date().toISOString().replaceAll(":", "-")}.json`;
    const file = sourceOf(name, JSON.stringify(tableOf(entries)));
    await this.#options.server.logArtifacts(run, { path: "predictions", files: [file] }, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { server } = this.#options;
    if (this.#run)
      await server.endRun(this.#run, "FINISHED", AbortSignal.timeout(1000)).catch(() => undefined);
    await server[Symbol.asyncDispose]();
  }

  async #begin(signal: AbortSignal): Promise<Run> {
    const { server, experiment } = this.#options;
    const experimentId = await server.experimentId(experiment, signal);
    return await server.createRun({ experimentId, name: "predictions" }, signal);
  }
}
