import {
  failureReasons,
  latencyBoundsMs,
  type ActivityRates,
  type Distribution,
  type RequestCounts,
} from "@switchyard/core";
import { quantileOf } from "./quantile-of.ts";

/** What had been counted at some time. */
export interface Sample {
  readonly atMs: number;
  readonly counts: RequestCounts;
}

/** What was done between two samples, the earlier one first. */
export function ratesBetween(from: Sample, to: Sample): ActivityRates {
  const seconds = (to.atMs - from.atMs) / 1000;
  const perSecond = (count: number): number => (seconds > 0 ? count / seconds : 0);
  const latencies = added(from.counts.durations.request, to.counts.durations.request);
  const runs = to.counts.runs - from.counts.runs;
  return {
    requestsPerSecond: perSecond(to.counts.requests - from.counts.requests),
    errorsPerSecond: perSecond(errorsIn(to.counts) - errorsIn(from.counts)),
    p50Ms: quantileOf(latencyBoundsMs, latencies, 0.5),
    p99Ms: quantileOf(latencyBoundsMs, latencies, 0.99),
    rowsPerRun: runs > 0 ? (to.counts.rows - from.counts.rows) / runs : undefined,
  };
}

function added(from: Distribution, to: Distribution): readonly number[] {
  return to.counts.map((count, index) => count - (from.counts[index] ?? 0));
}

function errorsIn({ failures }: RequestCounts): number {
  return failureReasons
    .filter((reason) => reason !== "cancelled")
    .reduce((sum, reason) => sum + failures[reason], 0);
}
