import { test } from "vitest";
import { pollDelayMs, retryDelayMs } from "./poll-timing.ts";

test.for([
  [5000, 0, 0.5, 5000],
  [5000, 0, 0, 4500],
  [5000, 0, 1, 5500],
  [5000, 1, 0.5, 5000],
  [5000, 3, 0.5, 20_000],
  [5000, 99, 0.5, 60_000],
  [90_000, 99, 0.5, 90_000],
] as const)(
  "every %i ms, after %i failures and by chance %f: in %i ms",
  ([intervalMs, failures, random, expected], { expect }) => {
    expect(pollDelayMs({ intervalMs, failures, random })).toBeCloseTo(expected);
  },
);

test("waits longer after each failure, up to a minute", ({ expect }) => {
  expect([1, 2, 3, 4, 9].map((failures) => retryDelayMs(5000, failures))).toEqual([
    5000, 10_000, 20_000, 40_000, 60_000,
  ]);
});
