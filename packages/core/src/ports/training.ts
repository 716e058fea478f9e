/** Where a training job is in its life; the last three are its ends. */
export type TrainingStatus = "queued" | "running" | "succeeded" | "failed" | "cancelled";

/** Metrics that were reported together. */
export interface MetricsStep {
  readonly step: number | undefined;
  readonly metrics: Readonly<Record<string, number>>;
}

/** What became of the alias that a new version was to get. */
export interface Promotion {
  readonly alias: string;
  readonly status: "promoted" | "refused";
  /** Why it was refused. */
  readonly reason: string | undefined;
}

/** A run of a model's training command, as people see it. */
export interface TrainingJob {
  readonly id: string;
  /** The name under which the model is served. */
  readonly model: string;
  readonly status: TrainingStatus;
  /** As the command got them, with the defaults filled in. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** From 0 to 1. */
  readonly progress: number | undefined;
  readonly message: string | undefined;
  /** The latest value of each metric. */
  readonly metrics: Readonly<Record<string, number>>;
  /** What was reported, the latest last; bounded. */
  readonly history: readonly MetricsStep[];
  /** The version that it registered. */
  readonly modelName: string | undefined;
  readonly version: string | undefined;
  readonly runId: string | undefined;
  /** Why it failed or was cancelled. */
  readonly error: string | undefined;
  readonly createdAt: Date;
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly promotion: Promotion | undefined;
}

/** Something that happened to a job. */
export type TrainingEvent =
  | {
      readonly kind: "progress";
      readonly status: TrainingStatus;
      readonly progress: number | undefined;
      readonly message: string | undefined;
    }
  | ({ readonly kind: "metrics" } & MetricsStep)
  | { readonly kind: "end"; readonly job: TrainingJob };

/** Which job of which model. */
export interface TrainingRef {
  readonly model: string;
  readonly id: string;
}

/** Trains the models that have a training command; no other can be found, listed or started here. */
export interface TrainingJobs {
  /** The JSON Schema of a model's parameters; undefined when the model has no training command. */
  parametersOf(model: string): Readonly<Record<string, unknown>> | undefined;
  /**
   * Starts a job or queues it behind other models' jobs. Throws `invalid_request` that names the parameter and what
   * was expected, and `conflict` while the model has a job that has not ended.
   */
  start(model: string, parameters: unknown): TrainingJob;
  /** The jobs that are remembered, the newest first. */
  list(model: string): readonly TrainingJob[];
  /** Throws `model_not_found`. */
  find(ref: TrainingRef): TrainingJob;
  /** What has happened to a job and what happens, up to its end. Throws `overloaded` where too many follow it. */
  follow(ref: TrainingRef, signal: AbortSignal): AsyncIterable<TrainingEvent>;
  /** Resolves once the job has ended; one that had ended before stays as it is. */
  cancel(ref: TrainingRef): Promise<TrainingJob>;
}
