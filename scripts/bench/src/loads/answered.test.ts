import { test } from "vitest";
import { measurementOf, medianP99, readAnswered, type Answered } from "./answered.ts";

const answered = (latencyMs: number, dueMs = 0, status = 200): Answered => ({ dueMs, latencyMs, status });

test("reads three numbers for each request", ({ expect }) => {
  expect(readAnswered(Float64Array.of(1, 2, 200, 3, 4, 0))).toEqual([answered(2, 1), answered(4, 3, 0)]);
});

test("failed requests are counted, and their latencies are not", ({ expect }) => {
  const all = [answered(1), answered(2), answered(3), answered(900, 0, 500)];
  expect(measurementOf(all, 2)).toEqual({
    requests: 4,
    perSecond: 1.5,
    p50Ms: 2,
    p95Ms: 3,
    p99Ms: 3,
    failed: 1,
  });
});

test("one slow stretch among several does not count", ({ expect }) => {
  const all = [0, 1, 2].map((second) => answered(second === 1 ? 500 : 10 + second, second * 1000));
  expect(medianP99(all, 1000)).toBe(12);
});
