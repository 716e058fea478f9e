import { GatewayError, type ArtifactSource } from "@switchyard/core";
import { z } from "zod";
import {
  createArtifactWriters,
  isLocal,
  writerOf,
  type ArtifactWriters,
} from "../artifacts/artifact-writers.ts";
import type { S3Access } from "../artifacts/s3/s3-access.ts";
import { ConcurrencyLimit } from "../concurrency-limit.ts";
import { readShape } from "../stores/read-shape.ts";
import type { Run } from "../stores/registry-store.ts";
import { toRun } from "../stores/rest/registry-shapes.ts";
import { RestStore } from "../stores/rest/rest-store.ts";
import type { ServerAccess } from "../stores/rest/server-access.ts";
import { ServerClient } from "../stores/rest/server-client.ts";
import { isTaken, pairs, ServerWrites } from "../stores/rest/server-writes.ts";
import { together } from "../together.ts";
import { removeFrom } from "../artifacts/file/file-writer.ts";
import { joinLocation } from "../uri/join-location.ts";
import { batchesOf, type RunFacts } from "./run-facts.ts";

export interface TrackingServerOptions extends ServerAccess {
  /** An MLflow server: `http(s)://…`. */
  readonly trackingUri: string;
  /** Where `s3://` artifacts are. */
  readonly s3?: S3Access | undefined;
}

export interface NewRun {
  readonly experimentId: string;
  /** MLflow thinks of a name when it is left out. */
  readonly name?: string | undefined;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Files for a run. */
export interface RunFiles {
  /** The directory among the run's artifacts that they are put into; none when it is empty. */
  readonly path: string;
  readonly files: readonly ArtifactSource[];
}

/** Runs of an experiment that carry a tag and began before a time, in milliseconds since the epoch. */
export interface OldRuns {
  readonly experimentId: string;
  readonly tag: string;
  readonly beforeMs: number;
}

/** How a run ends. */
export type RunEnd = "FINISHED" | "FAILED" | "KILLED";

const maxConcurrentFiles = 4;

/** Keeps runs in an MLflow server: their parameters, metrics, tags and files. */
export class TrackingServer implements AsyncDisposable {
  readonly #client: ServerClient;
  readonly #writes: ServerWrites;
  readonly #store: RestStore;
  readonly #writers: ArtifactWriters;

  constructor({ trackingUri, s3, ...access }: TrackingServerOptions) {
    this.#client = new ServerClient(trackingUri, access);
    this.#writes = new ServerWrites(this.#client);
    this.#store = new RestStore(this.#client);
    this.#writers = createArtifactWriters({ client: this.#client, s3 });
  }

  /** The id of the experiment of a name, which is made where there is none. */
  async experimentId(name: string, signal: AbortSignal): Promise<string> {
    const found = await this.#findExperiment(name, signal);
    if (found !== undefined) return found;
    const task = `create experiment ${name}`;
    const answer = await this.#writes.attempt("experiments/create", { name }, signal);
    if ("body" in answer) return readShape(createdExperiment, answer.body).experiment_id;
    const made = isTaken(answer.refusal) ? await this.#findExperiment(name, signal) : undefined;
    if (made !== undefined) return made;
    throw this.#writes.refused(answer.refusal, task);
  }

  /** Begins a run, which goes on until it is ended. */
  async createRun({ experimentId, name, tags = {} }: NewRun, signal: AbortSignal): Promise<Run> {
    const data = {
      experiment_id: experimentId,
      start_time: Date.now(),
      run_name: name,
      tags: pairs(tags),
    };
    return toRun(await this.#writes.post("runs/create", { data, task: "create a run" }, signal));
  }

  /** Adds to what is known of a run. */
  async log({ runId }: Run, facts: RunFacts, signal: AbortSignal): Promise<void> {
    for (const batch of batchesOf(facts, Date.now()))
      await this.#writes.post(
        "runs/log-batch",
        { data: { run_id: runId, ...batch }, task: `take the facts of run ${runId}` },
        signal,
      );
  }

  async endRun({ runId }: Run, status: RunEnd, signal: AbortSignal): Promise<void> {
    const data = { run_id: runId, status, end_time: Date.now() };
    await this.#writes.post("runs/update", { data, task: `end run ${runId}` }, signal);
  }

  /** Deletes the oldest runs that carry a tag, a thousand at most; MLflow keeps them until it is told to collect them. */
  async deleteRuns({ experimentId, tag, beforeMs }: OldRuns, signal: AbortSignal): Promise<void> {
    const data = {
      experiment_ids: [experimentId],
      filter: `tags.\`${tag}\` = 'true' AND attributes.start_time < ${Math.round(beforeMs)}`,
      order_by: ["attributes.start_time ASC"],
      max_results: 1000,
    };
    const answer = await this.#writes.post("runs/search", { data, task: "find old runs" }, signal);
    for (const { info } of readShape(foundRuns, answer).runs)
      await this.#writes.post(
        "runs/delete",
        { data: { run_id: info.run_id }, task: `delete run ${info.run_id}` },
        signal,
      );
  }

  /**
   * Puts files among a run's artifacts, a few at a time, and gives the location that holds them. Where the artifacts
   * are a directory, throws unless the server finds there what was put.
   */
  async logArtifacts(run: Run, { path, files }: RunFiles, signal: AbortSignal): Promise<string> {
    const location = joinLocation(run.location, path);
    const writer = writerOf(location, this.#writers);
    await together(files, (file, given) => writer.write(location, file, given), {
      limit: new ConcurrencyLimit(maxConcurrentFiles),
      signal,
    });
    if (!isLocal(location) || (await this.#store.holdsArtifacts(run, path, signal)) !== false)
      return location;
    await removeFrom(location, files);
    throw new GatewayError(
      "load_failed",
      `${this.#writes.place} keeps its artifacts in ${run.location}, a directory that is not on this machine; start it with --serve-artifacts, so that it takes files over HTTP`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client[Symbol.asyncDispose]();
  }

  async #findExperiment(name: string, signal: AbortSignal): Promise<string | undefined> {
    const body = await this.#writes.find("experiments/get-by-name", { experiment_name: name }, signal);
    if (body === undefined) return undefined;
    const { experiment } = readShape(foundExperiment, body);
    if (experiment.lifecycle_stage !== "deleted") return experiment.experiment_id;
    throw new GatewayError(
      "conflict",
      `experiment ${name} was deleted; restore it (mlflow experiments restore -x ${experiment.experiment_id}), or choose another`,
    );
  }
}

const foundRuns = z.object({
  runs: z.array(z.object({ info: z.object({ run_id: z.string() }) })).default([]),
});
const createdExperiment = z.object({ experiment_id: z.coerce.string() });
const foundExperiment = z.object({
  experiment: z.object({ experiment_id: z.coerce.string(), lifecycle_stage: z.string().optional() }),
});
