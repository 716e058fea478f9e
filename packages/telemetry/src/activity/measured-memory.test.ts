import { expect, test } from "vitest";
import { MeasuredMemory } from "./measured-memory.ts";

test("is measured when it is old or of other processes, and never of none", async () => {
  const asked: string[] = [];
  const memory = new MeasuredMemory(async (pids) => {
    asked.push(pids.join());
    return pids.length * 10;
  });
  expect(await memory.read([1, 2], 60_000)).toBe(20);
  expect(await memory.read([1, 2], 60_000)).toBe(20);
  expect(await memory.read([3], 60_000)).toBe(10);
  expect(await memory.read([3], 0)).toBe(10);
  expect(await memory.read([], 60_000)).toBeUndefined();
  expect(asked).toEqual(["1,2", "3", "3"]);
});
