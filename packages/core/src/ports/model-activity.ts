import type { RequestCounts } from "../statistics.ts";

/** How much a model does; what nothing is known of is left out. */
export interface ActivityRates {
  readonly requestsPerSecond: number;
  /** Requests that failed, but for those whose callers left. */
  readonly errorsPerSecond: number;
  readonly p50Ms: number | undefined;
  readonly p99Ms: number | undefined;
  readonly rowsPerRun: number | undefined;
}

/** What a model and its workers do just now: the rates are those of the last five to ten seconds. */
export interface CurrentActivity extends ActivityRates {
  readonly queued: number;
  readonly inFlight: number;
  readonly memoryBytes: number | undefined;
  readonly workers: number;
  readonly restarts: number;
}

/** What a model did in five seconds. */
export interface ActivityPoint extends Omit<ActivityRates, "rowsPerRun"> {
  readonly at: Date;
  readonly queued: number;
  readonly memoryBytes: number | undefined;
  /** The version that answered in the end. */
  readonly version: string | undefined;
}

/** What a model has done and does. */
export interface ModelActivity {
  /** Nothing before it has served. */
  readonly since: Date | undefined;
  readonly counts: RequestCounts;
  readonly current: CurrentActivity;
  /** Of the last ten minutes, the latest last. */
  readonly series: readonly ActivityPoint[];
}

/** What models have done and do; a name that none has gets the answer of a model that has done nothing. */
export interface Activity {
  of(model: string): ModelActivity;
  currentOf(model: string): CurrentActivity;
}
