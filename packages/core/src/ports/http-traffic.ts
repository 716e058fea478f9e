import type { Distribution } from "../statistics.ts";

/** Upper bounds, in seconds, that OpenTelemetry names for the duration of HTTP requests. */
export const httpBoundsSeconds: readonly number[] = [
  0.005,
  0.01,
  0.025,
  0.05,
  0.075,
  0.1,
  0.25,
  0.5,
  0.75,
  1,
  2.5,
  5,
  7.5,
  10,
  Infinity,
];

/** Requests of one kind that were answered. */
export interface HttpSeries {
  /** The path with its variable parts named, such as `/models/{name}/invocations`; empty for one that is none of ours. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  /** Seconds, by `httpBoundsSeconds`. */
  readonly durations: Distribution;
}

/** What was asked over HTTP. */
export interface HttpTraffic {
  /** Requests that have no answer yet. */
  readonly active: number;
  readonly series: readonly HttpSeries[];
}
