import * as v from "valibot";
import { maybe, type Maybe } from "./maybe.ts";

/** A run of a model's training command. */
export interface TrainingJob {
  readonly job_id: string;
  readonly status: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** From 0 to 1. */
  readonly progress?: Maybe<number>;
  readonly message?: Maybe<string>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly version?: Maybe<string>;
  readonly error?: Maybe<string>;
  readonly created_at: string;
  readonly started_at?: Maybe<string>;
  readonly ended_at?: Maybe<string>;
  readonly promotion?: Maybe<{
    readonly alias: string;
    readonly status: string;
    readonly reason?: Maybe<string>;
  }>;
}

/** One job as the training paths tell it. */
export const trainingJob: v.GenericSchema<unknown, TrainingJob> = v.object({
  job_id: v.string(),
  status: v.string(),
  parameters: v.record(v.string(), v.unknown()),
  progress: maybe(v.number()),
  message: maybe(v.string()),
  metrics: v.record(v.string(), v.number()),
  version: maybe(v.string()),
  error: maybe(v.string()),
  created_at: v.string(),
  started_at: maybe(v.string()),
  ended_at: maybe(v.string()),
  promotion: maybe(v.object({ alias: v.string(), status: v.string(), reason: maybe(v.string()) })),
});

/** The body of `GET /models/{name}/train`, the newest first. */
export const trainingJobs: v.GenericSchema<unknown, { readonly jobs: readonly TrainingJob[] }> = v.object({
  jobs: v.array(trainingJob),
});

/** The data of the event `training`. */
export const trainingEvent: v.GenericSchema<unknown, { readonly model: string; readonly job: TrainingJob }> =
  v.object({ model: v.string(), job: trainingJob });
