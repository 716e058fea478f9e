import { Histogram, latencyBoundsMs } from "@switchyard/core";
import { test } from "vitest";
import { countsSince, judgeVersion, type Counts, type RollbackLimits } from "./judge-version.ts";

const limits: RollbackLimits = { windowMs: 1000, minRequests: 50, maxErrorRate: 0.05, maxLatencyRatio: 3 };

/** So many requests, of which some failed, and the others took so long. */
function counts(requests: number, faults: number, durationMs: number): Counts {
  const latencies = new Histogram(latencyBoundsMs);
  latencies.observe(durationMs, requests - faults);
  return { requests, faults, latencies: latencies.snapshot().counts };
}

const usual = counts(1000, 10, 10);

test.for([
  ["a version like the one before", counts(100, 1, 10), usual, undefined],
  ["one that has had too few requests to tell", counts(49, 49, 10), usual, undefined],
  ["one that fails a little more often", counts(100, 6, 10), usual, undefined],
  ["one that fails too often", counts(100, 7, 10), usual, "7 of 100 requests failed (7.0 %, before 1.0 %)"],
  [
    "one that fails where nothing is known of before",
    counts(50, 3, 10),
    undefined,
    "3 of 50 requests failed",
  ],
  ["one that is slower", counts(100, 0, 30), usual, undefined],
  ["one that is far slower", counts(100, 0, 40), usual, "take up to 50 ms, before 10 ms"],
  ["one that is slow where nothing is known of before", counts(100, 0, 4000), counts(49, 0, 1), undefined],
  ["one that is slower by next to nothing", counts(100, 0, 10), counts(1000, 0, 0.1), undefined],
] as const)("judges %s", ([, now, before, expected], { expect }) => {
  const reason = judgeVersion(now, before, limits);
  if (expected === undefined) expect(reason).toBeUndefined();
  else expect(reason).toContain(expected);
});

test("counts what came since", ({ expect }) => {
  const before = counts(10, 1, 10);
  const now = counts(30, 5, 10);
  expect(countsSince(now, before)).toMatchObject({ requests: 20, faults: 4 });
  expect(countsSince(now, before).latencies.reduce((sum, count) => sum + count, 0)).toBe(16);
});
