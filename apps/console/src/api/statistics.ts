import * as v from "valibot";
import { maybe, type Maybe } from "./maybe.ts";

/** A model's last ten seconds. */
export interface CurrentStatistics {
  readonly requests_per_second?: Maybe<number>;
  readonly errors_per_second?: Maybe<number>;
  readonly p50_ms?: Maybe<number>;
  readonly p99_ms?: Maybe<number>;
  readonly queued?: Maybe<number>;
  readonly in_flight?: Maybe<number>;
  readonly rows_per_run?: Maybe<number>;
  readonly memory_bytes?: Maybe<number>;
  readonly workers?: Maybe<number>;
  readonly restarts?: Maybe<number>;
}

/** One step of the last ten minutes. */
export interface StatisticsPoint {
  readonly at: string;
  readonly requests_per_second?: Maybe<number>;
  readonly errors_per_second?: Maybe<number>;
  readonly p50_ms?: Maybe<number>;
  readonly p99_ms?: Maybe<number>;
  readonly queued?: Maybe<number>;
  readonly memory_bytes?: Maybe<number>;
  readonly version?: Maybe<string>;
}

/** The body of `GET /models/{name}/statistics`. */
export interface ModelStatistics {
  readonly since?: Maybe<string>;
  readonly totals: {
    readonly requests: number;
    readonly failures: Readonly<Record<string, number>>;
    readonly rows?: Maybe<number>;
    readonly runs?: Maybe<number>;
  };
  readonly current: CurrentStatistics;
  /** How many answers took up to so many milliseconds, each counted once; null is beyond all. */
  readonly latency: readonly { readonly le_ms?: Maybe<number>; readonly count: number }[];
  readonly run_rows: readonly { readonly rows?: Maybe<number>; readonly count: number }[];
  readonly series: readonly StatisticsPoint[];
}

const number = v.number();

const current: v.GenericSchema<unknown, CurrentStatistics> = v.object({
  requests_per_second: maybe(number),
  errors_per_second: maybe(number),
  p50_ms: maybe(number),
  p99_ms: maybe(number),
  queued: maybe(number),
  in_flight: maybe(number),
  rows_per_run: maybe(number),
  memory_bytes: maybe(number),
  workers: maybe(number),
  restarts: maybe(number),
});

const point: v.GenericSchema<unknown, StatisticsPoint> = v.object({
  at: v.string(),
  requests_per_second: maybe(number),
  errors_per_second: maybe(number),
  p50_ms: maybe(number),
  p99_ms: maybe(number),
  queued: maybe(number),
  memory_bytes: maybe(number),
  version: maybe(v.string()),
});

/** The statistics of one model. */
export const modelStatistics: v.GenericSchema<unknown, ModelStatistics> = v.object({
  since: maybe(v.string()),
  totals: v.object({
    requests: number,
    failures: v.record(v.string(), number),
    rows: maybe(number),
    runs: maybe(number),
  }),
  current,
  latency: v.array(v.object({ le_ms: maybe(number), count: number })),
  run_rows: v.array(v.object({ rows: maybe(number), count: number })),
  series: v.array(point),
});

/** The data of the event `statistics`. */
export interface StatisticsEvent {
  readonly at: string;
  readonly models: Readonly<Record<string, CurrentStatistics>>;
}

/** The last ten seconds of every model. */
export const statisticsEvent: v.GenericSchema<unknown, StatisticsEvent> = v.object({
  at: v.string(),
  models: v.record(v.string(), current),
});
