import {
  GatewayError,
  type TrainingEvent,
  type TrainingJob,
  type TrainingJobs,
  type TrainingRef,
} from "@switchyard/core";
import { Job } from "./job.ts";
import { newJob } from "./new-job.ts";
import type { JsonObject } from "./parameters.ts";
import { runJob, type RunJobOptions } from "./run-job.ts";
import type { TrainedModel } from "./trained-model.ts";

export interface TrainerOptions extends RunJobOptions {
  readonly models: ReadonlyMap<string, TrainedModel>;
  /** Hears of each change of a job. */
  readonly onJob: (job: TrainingJob) => void;
}

const mostJobs = 20;

/** Trains one model at a time; the others' jobs wait, one a model. Disposal cancels them and waits for their ends. */
export class Trainer implements TrainingJobs, AsyncDisposable {
  readonly #options: TrainerOptions;
  /** The newest first. */
  readonly #jobs = new Map<string, readonly Job[]>();
  readonly #waiting = new Set<Job>();
  #running: Promise<void> | undefined;
  #isStopping = false;

  constructor(options: TrainerOptions) {
    this.#options = options;
  }

  parametersOf(model: string): JsonObject | undefined {
    return this.#options.models.get(model)?.settings.parameters;
  }

  start(model: string, given: unknown): TrainingJob {
    const parameters = this.#trained(model).check(given);
    this.#checkIdle(model);
    const job = new Job(newJob({ model, parameters }), this.#options.onJob);
    this.#jobs.set(model, [job, ...this.#jobsOf(model)].slice(0, mostJobs));
    this.#waiting.add(job);
    this.#next();
    return job.state;
  }

  list(model: string): readonly TrainingJob[] {
    this.#trained(model);
    return this.#jobsOf(model).map(({ state }) => state);
  }

  find(ref: TrainingRef): TrainingJob {
    return this.#find(ref).state;
  }

  follow(ref: TrainingRef, signal: AbortSignal): AsyncIterable<TrainingEvent> {
    return this.#find(ref).follow(signal);
  }

  async cancel(ref: TrainingRef): Promise<TrainingJob> {
    const job = this.#find(ref);
    this.#cancel(job, "cancelled by a request");
    return await job.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopping = true;
    for (const job of [...this.#jobs.values()].flat()) this.#cancel(job, "the gateway was stopped");
    await this.#running;
  }

  #next(): void {
    const [job] = this.#waiting;
    if (this.#running || !job) return;
    this.#waiting.delete(job);
    this.#running = runJob(job, this.#trained(job.state.model), this.#options).finally(() => {
      this.#running = undefined;
      this.#next();
    });
  }

  #cancel(job: Job, because: string): void {
    if (job.hasEnded) return;
    job.cancel(because);
    if (this.#waiting.delete(job)) job.end({ status: "cancelled", error: because });
  }

  /** Throws where a job of the model has not ended. */
  #checkIdle(model: string): void {
    if (this.#isStopping)
      throw new GatewayError("model_not_ready", "the gateway is stopping and starts no job");
    const [latest] = this.#jobsOf(model);
    if (!latest || latest.hasEnded) return;
    const { id, status } = latest.state;
    throw new GatewayError(
      "conflict",
      `${model} has a job that is ${status}, ${id}; wait for its end, or cancel it`,
    );
  }

  #trained(model: string): TrainedModel {
    const trained = this.#options.models.get(model);
    if (trained) return trained;
    throw new GatewayError(
      "endpoint_not_found",
      `${model} has no training command; set models.${model}.train.command in the configuration file`,
    );
  }

  #find({ model, id }: TrainingRef): Job {
    this.#trained(model);
    const job = this.#jobsOf(model).find(({ state }) => state.id === id);
    if (job) return job;
    throw new GatewayError(
      "model_not_found",
      `${model} has no job ${id}; the latest ${mostJobs} since the start are kept`,
    );
  }

  #jobsOf(model: string): readonly Job[] {
    return this.#jobs.get(model) ?? [];
  }
}
