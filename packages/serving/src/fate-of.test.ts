import { test } from "vitest";
import { fateOf } from "./fate-of.ts";

test.for([
  ["worker_died", 0, "send again"],
  ["worker_died", 1, "send again"],
  ["worker_died", 2, "refuse"],
  ["load_failed", 0, "fail"],
] as const)("%s after %i deaths alone: %s", ([failure, deathsAlone, fate], { expect }) => {
  expect(fateOf(failure, deathsAlone)).toBe(fate);
});
