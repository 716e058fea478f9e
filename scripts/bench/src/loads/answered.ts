import type { Measurement } from "./load.ts";

/** What became of one request of an open loop; status 0 where there was no answer. */
export interface Answered {
  readonly dueMs: number;
  /** From when it was to be sent, whatever kept the sender. */
  readonly latencyMs: number;
  readonly status: number;
}

/** Reads the numbers that the process of an open loop sends, three for each request. */
export function readAnswered(numbers: Float64Array): readonly Answered[] {
  return Array.from({ length: numbers.length / 3 }, (_each, index) => {
    const [dueMs = 0, latencyMs = 0, status = 0] = numbers.subarray(index * 3, index * 3 + 3);
    return { dueMs, latencyMs, status };
  });
}

/** What a server did in so many seconds. */
export function measurementOf(answered: readonly Answered[], seconds: number): Measurement {
  const right = answered.filter(({ status }) => status === 200);
  const latencies = right.map(({ latencyMs }) => latencyMs).toSorted((one, other) => one - other);
  return {
    requests: answered.length,
    perSecond: right.length / seconds,
    p50Ms: ranked(latencies, 0.5),
    p95Ms: ranked(latencies, 0.95),
    p99Ms: ranked(latencies, 0.99),
    failed: answered.length - right.length,
  };
}

/** The median of the 99th percentiles of stretches of time, so that one odd moment of the machine does not count. */
export function medianP99(answered: readonly Answered[], windowMs: number): number {
  const startMs = answered[0]?.dueMs ?? 0;
  const windows = Map.groupBy(answered, ({ dueMs }) => Math.floor((dueMs - startMs) / windowMs));
  const each = [...windows.values()].map((own) => measurementOf(own, 1).p99Ms);
  return ranked(
    each.toSorted((one, other) => one - other),
    0.5,
  );
}

function ranked(sorted: readonly number[], share: number): number {
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? NaN;
}
