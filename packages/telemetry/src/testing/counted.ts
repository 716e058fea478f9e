import { latencyBoundsMs, sumCounts, type RequestCounts } from "@switchyard/core";

export interface Counted {
  /** Answers by how many milliseconds they took. */
  readonly durationsMs?: readonly number[];
  readonly failures?: Partial<RequestCounts["failures"]>;
  readonly rows?: number;
  readonly runs?: number;
}

/** What would have been counted of these requests. */
export function counted({ durationsMs = [], failures = {}, rows = 0, runs = 0 }: Counted): RequestCounts {
  const none = sumCounts([]);
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  const counts = latencyBoundsMs.map(
    (_, index) => durationsMs.filter((each) => classOf(each) === index).length,
  );
  return {
    ...none,
    requests: durationsMs.length + failed,
    failures: { ...none.failures, ...failures },
    durations: { ...none.durations, request: { counts, sum: 0 } },
    rows,
    runs,
  };
}

function classOf(durationMs: number): number {
  return latencyBoundsMs.findIndex((bound) => durationMs <= bound);
}
