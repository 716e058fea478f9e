import { test } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const now = Date.parse("Sat, 21 Nov 2026 12:00:00 GMT");

test.for([
  [undefined, 0],
  ["", 0],
  ["soon", 0],
  ["0", 0],
  [" 3 ", 3000],
  ["86400", 30_000],
  ["Sat, 21 Nov 2026 12:00:05 GMT", 5000],
  ["Sat, 21 Nov 2026 11:00:00 GMT", 0],
  ["Sun, 22 Nov 2026 12:00:00 GMT", 30_000],
] as const)("reads %j as %i ms", ([header, expected], { expect }) => {
  expect(retryAfterMs(header, now)).toBe(expected);
});
