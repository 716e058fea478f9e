import { test } from "vitest";
import { restartDelayMs } from "./restart-delay.ts";

test.for([
  [0, 0],
  [3, 0],
  [4, 100],
  [6, 400],
  [40, 30_000],
] as const)("after %i workers that answered nothing waits %i ms", ([lives, delay], { expect }) => {
  expect(restartDelayMs(lives)).toBe(delay);
});
