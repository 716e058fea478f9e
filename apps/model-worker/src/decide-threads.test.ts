import { test } from "vitest";
import { decideThreads } from "./decide-threads.ts";

test.for([
  ["a short run", "auto", 0.1, 8, 0],
  ["a long run on one core", "auto", 4, 1, 1],
  ["a long run on many cores", "auto", 4, 8, 2],
  ["a long run, when told so", 0, 4, 8, 0],
  ["a short run, when told so", 3, 0.1, 2, 3],
] as const)("%s (%s, %f ms, %i cores) gets %i threads", ([, workers, runMs, cores, threads], { expect }) => {
  expect(decideThreads(workers, runMs, cores)).toBe(threads);
});
