import { test } from "vitest";
import { backOffMs } from "./back-off.ts";

test.for([
  [0, 0, 100],
  [0, 1, 200],
  [1, 0, 200],
  [3, 1, 1600],
  [30, 1, 10_000],
] as const)("waits before retry %i with %f: %i ms", ([retry, random, expected], { expect }) => {
  expect(backOffMs({ maxRetries: 3, backoffMs: 200 }, retry, random)).toBe(expected);
});
