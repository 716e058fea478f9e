import { percentileMs, type ServableStatistics } from "@switchyard/core";

/** What was counted of a version's requests in some time. */
export type Counts = Pick<ServableStatistics, "requests" | "faults" | "latencies">;

/** How far a new version may be from the one that it replaced. */
export interface RollbackLimits {
  /** How long a new version is watched. */
  readonly windowMs: number;
  /** Requests that it must have had before it is judged. */
  readonly minRequests: number;
  /** Share of its requests that may fail for no fault of their sender, above the old version's share. */
  readonly maxErrorRate: number;
  /** How many times the old version's 90th percentile its own may be. */
  readonly maxLatencyRatio: number;
}

/** Below this many milliseconds more, a percentile has not become worse. */
const slackMs = 10;

/** Why a version should be taken back, judged by its counts since the switch and the old version's until then. */
export function judgeVersion(
  counts: Counts,
  before: Counts | undefined,
  limits: RollbackLimits,
): string | undefined {
  if (counts.requests < limits.minRequests) return undefined;
  return errorReason(counts, before, limits) ?? latencyReason(counts, before, limits);
}

/** What was counted between two looks. */
export function countsSince(now: Counts, then: Counts): Counts {
  return {
    requests: now.requests - then.requests,
    faults: now.faults - then.faults,
    latencies: now.latencies.map((count, index) => count - (then.latencies[index] ?? 0)),
  };
}

function errorReason(counts: Counts, before: Counts | undefined, limits: RollbackLimits): string | undefined {
  const rate = errorRate(counts);
  const usual = before ? errorRate(before) : 0;
  if (rate <= usual + limits.maxErrorRate) return undefined;
  return `${counts.faults} of ${counts.requests} requests failed (${percent(rate)}, before ${percent(usual)})`;
}

function latencyReason(
  counts: Counts,
  before: Counts | undefined,
  limits: RollbackLimits,
): string | undefined {
  if (!before || before.requests < limits.minRequests) return undefined;
  const p90 = percentileMs(counts.latencies, 0.9);
  const usual = percentileMs(before.latencies, 0.9);
  if (p90 === undefined || usual === undefined) return undefined;
  if (p90 <= Math.max(usual * limits.maxLatencyRatio, usual + slackMs)) return undefined;
  return `nine of ten answers take up to ${p90} ms, before ${usual} ms`;
}

function errorRate({ faults, requests }: Counts): number {
  return requests === 0 ? 0 : faults / requests;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
