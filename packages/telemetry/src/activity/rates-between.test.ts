import { expect, test } from "vitest";
import { counted } from "../testing/counted.ts";
import { ratesBetween } from "./rates-between.ts";

const before = counted({ durationsMs: [900, 900], failures: { model: 7 }, rows: 10, runs: 10 });
const after = counted({
  durationsMs: [900, 900, 3.5, 3.5, 3.5, 70],
  failures: { model: 8, rejected: 2, cancelled: 5 },
  rows: 40,
  runs: 15,
});

test("they are of what came in between, without callers that left", () => {
  const rates = ratesBetween({ atMs: 1000, counts: before }, { atMs: 3000, counts: after });
  expect(rates).toMatchObject({ requestsPerSecond: 6, errorsPerSecond: 1.5, rowsPerRun: 6 });
  expect(rates.p50Ms).toBeCloseTo(3.67, 1);
  expect(rates.p99Ms).toBeGreaterThan(50);
  expect(rates.p99Ms).toBeLessThanOrEqual(75);
});

test("while nothing is asked, nothing is known of times", () => {
  expect(ratesBetween({ atMs: 1000, counts: after }, { atMs: 2000, counts: after })).toEqual({
    requestsPerSecond: 0,
    errorsPerSecond: 0,
    p50Ms: undefined,
    p99Ms: undefined,
    rowsPerRun: undefined,
  });
});

test("no time is no rate", () => {
  expect(ratesBetween({ atMs: 1, counts: before }, { atMs: 1, counts: after }).requestsPerSecond).toBe(0);
});
