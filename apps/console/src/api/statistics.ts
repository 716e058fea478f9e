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
