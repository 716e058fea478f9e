/** Why a request got no answer of the model: no place or no worker for it, its caller left, its own fault, the model's, or none of these. */
export const failureReasons = ["rejected", "cancelled", "bad_request", "model", "other"] as const;

export type FailureReason = (typeof failureReasons)[number];

/** What takes a request's time: the whole of it, its wait, the reading of its bytes, its run, and the writing of its answer. */
export const stages = ["request", "queue", "decode", "infer", "encode"] as const;

export type Stage = (typeof stages)[number];

/** A value for each reason. */
export function eachReason<Value>(of: (reason: FailureReason) => Value): Record<FailureReason, Value> {
  return {
    rejected: of("rejected"),
    cancelled: of("cancelled"),
    bad_request: of("bad_request"),
    model: of("model"),
    other: of("other"),
  };
}

/** A value for each stage. */
export function eachStage<Value>(of: (stage: Stage) => Value): Record<Stage, Value> {
  return {
    request: of("request"),
    queue: of("queue"),
    decode: of("decode"),
    infer: of("infer"),
    encode: of("encode"),
  };
}

/** Values by classes: how many lie above one bound and not above the next, and their sum. */
export interface Distribution {
  /** As many as there are bounds. */
  readonly counts: readonly number[];
  readonly sum: number;
}

/** What has become of requests since counting began. It only grows: two of them tell what came in between. */
export interface RequestCounts {
  readonly requests: number;
  readonly failures: Readonly<Record<FailureReason, number>>;
  /** Answers by the milliseconds of each stage; `latencyBoundsMs` says the bounds. */
  readonly durations: Readonly<Record<Stage, Distribution>>;
  readonly rows: number;
  readonly runs: number;
  /** Runs by their rows; `runRowsBounds` says the bounds. */
  readonly runRows: Distribution;
}

/** What workers are at just now. */
export interface ServingGauges {
  readonly queued: number;
  /** How many requests may wait. */
  readonly maxQueued: number;
  readonly inFlight: number;
  /** How often workers were replaced. */
  readonly restarts: number;
  /** Live workers; none at rest. */
  readonly workers: number;
  /** Process ids of the workers that are processes. */
  readonly pids: readonly number[];
}

/** One version that serves, since it does. */
export interface VersionStatistics {
  readonly version: string;
  readonly counts: RequestCounts;
  readonly gauges: ServingGauges;
}

/** A model's versions together, with those that serve no longer. */
export interface ModelStatistics {
  readonly since: Date;
  readonly counts: RequestCounts;
  readonly gauges: ServingGauges;
  /** Requests that found no version, and are part of the counts. */
  readonly unserved: number;
  /** Those that serve now. */
  readonly versions: readonly VersionStatistics[];
}

/** What models have done and do. */
export interface ServingStatistics {
  /** Nothing for a model that has not been served yet. */
  statisticsOf(model: string): ModelStatistics | undefined;
}
