import type { Measurement } from "./load.ts";

/** Reads what `post.lua` lets wrk print; throws when it is not there. */
export function parseWrkAnswer(output: string): Measurement {
  const line = output.split("\n").find((each) => each.startsWith("{"));
  if (line === undefined) throw new Error(`wrk said nothing of what it did:\n${output}`);
  const numbers: Record<string, unknown> = JSON.parse(line);
  const numberOf = (name: string): number => {
    const value = numbers[name];
    if (typeof value !== "number") throw new Error(`wrk did not say ${name}: ${line}`);
    return value;
  };
  const [requests, failed] = [numberOf("requests"), numberOf("failed")];
  return {
    requests,
    failed,
    perSecond: (requests / numberOf("microseconds")) * 1e6,
    p50Ms: numberOf("p50") / 1000,
    p95Ms: numberOf("p95") / 1000,
    p99Ms: numberOf("p99") / 1000,
  };
}
