import { latencyBoundsMs, runRowsBounds } from "./latency.ts";
import { eachReason, eachStage, type Distribution, type RequestCounts } from "./statistics.ts";

/** What all of them counted together. */
export function sumCounts(parts: readonly RequestCounts[]): RequestCounts {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return {
    requests: total(parts, ({ requests }) => requests),
    failures: eachReason((reason) => total(parts, ({ failures }) => failures[reason])),
    durations: eachStage((stage) =>
      sumOf(
        latencyBoundsMs,
        parts.map(({ durations }) => durations[stage]),
      ),
    ),
    rows: total(parts, ({ rows }) => rows),
    runs: total(parts, ({ runs }) => runs),
    runRows: sumOf(
      runRowsBounds,
      parts.map(({ runRows }) => runRows),
    ),
  };
}

function sumOf(bounds: readonly number[], parts: readonly Distribution[]): Distribution {
  return {
    counts: bounds.map((_, index) => total(parts, ({ counts }) => counts[index] ?? 0)),
    sum: total(parts, ({ sum }) => sum),
  };
}

function total<Part>(parts: readonly Part[], of: (part: Part) => number): number {
  return parts.reduce((sum, part) => sum + of(part), 0);
}
