import { test } from "vitest";
import { Histogram } from "./histogram.ts";
import { latencyBoundsMs, percentileMs } from "./latency.ts";

test("a percentile is the bound of its class", ({ expect }) => {
  const latencies = new Histogram(latencyBoundsMs);
  latencies.observe(0.2, 98);
  latencies.observe(9);
  latencies.observe(1e6);
  const { counts, sum } = latencies.snapshot();
  expect([0.5, 0.98, 0.99, 1].map((share) => percentileMs(counts, share))).toEqual([
    0.25,
    0.25,
    10,
    Infinity,
  ]);
  expect(sum).toBeCloseTo(98 * 0.2 + 9 + 1e6);
});

test("a bound belongs to its class, and no answers have no percentile", ({ expect }) => {
  const latencies = new Histogram(latencyBoundsMs);
  expect(percentileMs(latencies.snapshot().counts, 0.5)).toBeUndefined();
  latencies.observe(1);
  expect(percentileMs(latencies.snapshot().counts, 0.5)).toBe(1);
});
