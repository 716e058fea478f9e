import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { getPriority } from "node:os";
import { test } from "vitest";
import { lowerPriority, mayRaisePriority, restorePriority } from "./process-priority.ts";

test.for([
  ["CapEff:\t000001fffeffffff", true],
  ["CapEff:\t0000000000800000", true],
  ["CapEff:\t00000000a80425fb", false],
  ["CapEff:\t0000000000000000", false],
  ["", false],
] as const)("%j: %s", ([status, expected], { expect }) => {
  expect(mayRaisePriority(status)).toBe(expected);
});

test("lowers a process with all its threads, and raises them where that is allowed", async ({ expect }) => {
  const child = spawn(process.execPath, [
    "-e",
    "process.stdin.once('data', () => console.log()).once('end', () => process.exit())",
  ]);
  const { pid = 0 } = child;
  lowerPriority(pid);
  child.stdin.write("x");
  await once(child.stdout, "data");
  const priorities = (): ReadonlySet<number> =>
    new Set(readdirSync(`/proc/${pid}/task`).map((thread) => getPriority(Number(thread))));
  expect(getPriority(pid)).toBe(10);
  restorePriority(pid);
  if (mayRaisePriority()) expect(priorities()).toEqual(new Set([0]));
  child.stdin.end();
  await once(child, "exit");
  lowerPriority(pid);
  restorePriority(pid);
});
