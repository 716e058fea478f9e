import { silentEvents, type ModelVersion } from "@switchyard/core";
import { test } from "vitest";
import { processBytes } from "../process-bytes.ts";
import { processResident } from "../testing/process-resident.ts";
import { MemoryKeeper, type Resident } from "./memory-keeper.ts";

test("puts to rest what was asked longest ago, and says why", async ({ expect }) => {
  await using first = await processResident("1", { idleMs: 300 });
  await using second = await processResident("2", { idleMs: 500 });
  await using third = await processResident("3", { idleMs: 400 });
  const residents = [first, second, third];
  const told: string[] = [];
  const modelRested = ({ version }: ModelVersion, reason: string): void =>
    void told.push(`${version}: ${reason}`);
  // Other programs come and go, and with them the share of what all of them share.
  const maxBytes = (await bytesOf(residents)) * 0.8;
  await using keeper = keeperOf(residents, { maxBytes, modelRested });
  await Promise.all([keeper.look(), keeper.look()]);
  expect(told).toEqual([
    expect.stringMatching(
      /^2: all workers together held more than [\d.]+ MB, and its [\d.]+ MB had been idle longest$/,
    ),
  ]);
  expect(await bytesOf([second])).toBe(0);
  expect(await bytesOf([first, third])).toBeGreaterThan(0);
});

test("lets all stay where only single models have limits, and exchanges those that hold more", async ({
  expect,
}) => {
  await using small = await processResident("1");
  await using large = await processResident("2", { maxBytes: 1000 });
  const told: string[] = [];
  const workerLog = ({ version }: ModelVersion, level: string, message: string): void =>
    void told.push(`${version} ${level}: ${message}`);
  await using keeper = keeperOf([small, large], { workerLog });
  await keeper.look();
  await keeper.look();
  expect([small, large].map(({ renewals }) => renewals())).toEqual([0, 1]);
  expect(told).toEqual([
    expect.stringMatching(
      /^2 warn: its workers hold [\d.]+ MB, more than its maxMemoryBytes of 0\.0 MB, and are exchanged$/,
    ),
  ]);
});

async function bytesOf(residents: readonly Resident[]): Promise<number> {
  const pids = residents.flatMap(({ servable }) => servable.statistics().pids);
  const sizes = await Promise.all(pids.map(processBytes));
  return sizes.reduce<number>((sum, size = 0) => sum + size, 0);
}

interface KeeperOptions {
  readonly maxBytes?: number;
  readonly modelRested?: (version: ModelVersion, reason: string) => void;
  readonly workerLog?: (version: ModelVersion, level: string, message: string) => void;
}

function keeperOf(residents: readonly Resident[], { maxBytes, ...events }: KeeperOptions): MemoryKeeper {
  const options = { minIdleMs: 100, residents: () => residents, events: { ...silentEvents, ...events } };
  return new MemoryKeeper({ ...options, maxBytes });
}
