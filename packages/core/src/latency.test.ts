import { test } from "vitest";
import { countLatency, emptyLatencies, percentileMs } from "./latency.ts";

test("a percentile is the bound of its class", ({ expect }) => {
  const latencies = emptyLatencies();
  for (let times = 0; times < 98; times += 1) countLatency(latencies, 0.2);
  countLatency(latencies, 9);
  countLatency(latencies, 1e6);
  expect([0.5, 0.98, 0.99, 1].map((share) => percentileMs(latencies, share))).toEqual([
    0.5,
    0.5,
    10,
    Infinity,
  ]);
});

test("a bound belongs to its class, and no answers have no percentile", ({ expect }) => {
  const latencies = emptyLatencies();
  expect(percentileMs(latencies, 0.5)).toBeUndefined();
  countLatency(latencies, 1);
  expect(percentileMs(latencies, 0.5)).toBe(1);
});
