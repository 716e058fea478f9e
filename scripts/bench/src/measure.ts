import autocannon from "autocannon";

/** What a server did under a closed loop of so many connections. */
export interface Measurement {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
}

export interface MeasureOptions {
  readonly url: string;
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
}

/** Asks as fast as answers come. */
export async function measure({ url, body, connections, seconds }: MeasureOptions): Promise<Measurement> {
  const { requests, latency, errors, timeouts, non2xx } = await autocannon({
    url,
    body,
    connections,
    duration: seconds,
    method: "POST",
    headers: { "content-type": "application/json" },
  });
  return {
    requestsPerSecond: requests.average,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    failed: errors + timeouts + non2xx,
  };
}

/** The middle one of several measurements, by speed; all failures counted. */
export function median(measurements: readonly Measurement[]): Measurement {
  const sorted = measurements.toSorted((one, other) => one.requestsPerSecond - other.requestsPerSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error("nothing was measured");
  return { ...middle, failed: measurements.reduce((sum, { failed }) => sum + failed, 0) };
}
