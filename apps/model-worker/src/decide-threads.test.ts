import { test } from "vitest";
import { decideThreads, type ThreadFacts } from "./decide-threads.ts";

const long: ThreadFacts = { workers: "auto", runMs: 4, sharesWell: false, weightBytes: 1e6, cores: 8 };

test.for([
  ["a short run", { runMs: 0.1 }, 0],
  ["a run that is not long", { runMs: 1 }, 1],
  ["a long run of rows that are quick together", { sharesWell: true }, 1],
  ["a long run", {}, 4],
  ["a long run on two cores", { cores: 2 }, 2],
  ["a long run on one core", { cores: 1 }, 1],
  ["a long run of many weights", { weightBytes: 100e6 }, 2],
  ["a long run of very many weights", { weightBytes: 1e9 }, 2],
  ["a long run, when told so", { workers: 0 }, 0],
  ["a short run, when told so", { workers: 3, runMs: 0.1, cores: 2 }, 3],
] as const)("%s", ([, facts, threads], { expect }) => {
  expect(decideThreads({ ...long, ...facts })).toBe(threads);
});
