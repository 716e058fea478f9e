import {
  latencyBoundsMs,
  runRowsBounds,
  type ActivityPoint,
  type ActivityRates,
  type CurrentActivity,
  type ModelActivity,
} from "@switchyard/core";

type View = Readonly<Record<string, unknown>>;

/** What a model has done and does, in the words of HTTP; what is not known is null. */
export function statisticsView(model: string, { since, counts, current, series }: ModelActivity): View {
  const { requests, failures, rows, runs, durations, runRows } = counts;
  return {
    model,
    since: since?.toISOString() ?? null,
    totals: { requests, failures, rows, runs },
    current: currentView(current),
    latency: classes(latencyBoundsMs, durations.request.counts, "le_ms"),
    run_rows: classes(runRowsBounds, runRows.counts, "rows"),
    series: series.map(pointView),
  };
}

/** What a model does just now. */
export function currentView({ rowsPerRun, ...current }: CurrentActivity): View {
  return {
    ...ratesView(current),
    queued: current.queued,
    in_flight: current.inFlight,
    rows_per_run: rounded(rowsPerRun),
    memory_bytes: current.memoryBytes ?? null,
    workers: current.workers,
    restarts: current.restarts,
  };
}

function pointView(point: ActivityPoint): View {
  return {
    at: point.at.toISOString(),
    ...ratesView(point),
    queued: point.queued,
    memory_bytes: point.memoryBytes ?? null,
    version: point.version ?? null,
  };
}

function ratesView({
  requestsPerSecond,
  errorsPerSecond,
  p50Ms,
  p99Ms,
}: Omit<ActivityRates, "rowsPerRun">): View {
  return {
    requests_per_second: rounded(requestsPerSecond),
    errors_per_second: rounded(errorsPerSecond),
    p50_ms: rounded(p50Ms),
    p99_ms: rounded(p99Ms),
  };
}

/** Upper bounds with their counts; the last takes all above, and has none. */
function classes(bounds: readonly number[], counts: readonly number[], key: string): readonly View[] {
  return bounds.map((bound, index) => ({
    [key]: Number.isFinite(bound) ? bound : null,
    count: counts[index] ?? 0,
  }));
}

/** More digits would only be longer. */
function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 1000) / 1000;
}
