import { platform } from "node:os";
import { test } from "vitest";
import { processUsage } from "./process-usage.ts";

test.runIf(platform() === "linux")("tells what this process uses", async ({ expect }) => {
  const { cpuSeconds = 0, residentBytes = 0, shareBytes = 0 } = await processUsage(process.pid);
  const { user, system } = process.cpuUsage();
  expect(cpuSeconds).toBeGreaterThan(0);
  expect(cpuSeconds).toBeLessThanOrEqual((user + system) / 1e6 + 0.02);
  expect(residentBytes).toBeGreaterThan(10e6);
  expect(shareBytes).toBeGreaterThan(10e6);
});

test("tells nothing of a process that has ended", async ({ expect }) => {
  const pid = 2 ** 22 + 1;
  const nothing = { cpuSeconds: undefined, residentBytes: undefined, shareBytes: undefined };
  expect(await processUsage(pid)).toEqual({ pid, ...nothing });
});
