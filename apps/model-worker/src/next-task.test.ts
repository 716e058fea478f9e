import { test } from "vitest";
import { nextTask, type PoolState } from "./next-task.ts";

const two: PoolState = { threads: 2, tasks: 0, waiting: 1, mostRuns: 2 };

test.for([
  ["nothing waits", { waiting: 0 }, 0],
  ["a thread is free", {}, 1],
  ["a thread is free, and many wait: the others go to the other thread", { tasks: 1, waiting: 5 }, 1],
  ["all run: the next lies at hand", { tasks: 2 }, 1],
  ["all run, and many wait", { tasks: 2, waiting: 5 }, 2],
  ["all run and one lies at hand: it waits for company", { tasks: 3 }, 0],
  ["all run, one lies at hand, and company is there", { tasks: 3, waiting: 2 }, 2],
  ["all run and one lies at hand, where tasks are single", { tasks: 3, mostRuns: 1 }, 1],
  ["every thread has its next", { tasks: 4, waiting: 9 }, 0],
] as const)("%s", ([, state, size], { expect }) => {
  expect(nextTask({ ...two, ...state })).toBe(size);
});
