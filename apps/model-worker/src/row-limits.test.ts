import { setTimeout as passing } from "node:timers/promises";
import { fillTensor, type Tensors, type WorkerOptions } from "@switchyard/core";
import { expect, test } from "vitest";
import { RowLimits } from "./row-limits.ts";

const options: WorkerOptions = { workers: 0, maxBatchRows: undefined, labels: undefined, json: "strict" };
const facts = { ofModel: 64, isSpread: false };

/** Takes five milliseconds a row. */
const slow = {
  run: async (inputs: Tensors): Promise<Tensors> => {
    await passing(5 * (inputs["x"]?.shape[0] ?? 0));
    return inputs;
  },
};

test("holds as many rows as the model allows while no time is set", async () => {
  const limits = new RowLimits(options, facts);
  await limits.run(slow, rows(4));
  expect([limits.maxBatchRows, limits.maxRunRows]).toEqual([64, 256]);
});

test("holds as many rows as end within half of the time that is set", async () => {
  const limits = new RowLimits({ ...options, latencyTargetMs: 50 }, facts);
  expect(limits.maxBatchRows).toBe(64);
  for (const count of [1, 4, 8]) await limits.run(slow, rows(count));
  expect(limits.maxBatchRows).toBeGreaterThan(0);
  expect(limits.maxBatchRows).toBeLessThanOrEqual(5);
  expect(limits.maxRunRows).toBe(limits.maxBatchRows);
});

test("leaves requests together that must run so, however long that takes", async () => {
  const limits = new RowLimits({ ...options, latencyTargetMs: 1 }, { ofModel: 0, isSpread: false });
  await limits.run(slow, rows(4));
  expect([limits.maxBatchRows, limits.maxRunRows]).toEqual([0, undefined]);
});

function rows(count: number): Tensors {
  return { x: fillTensor("float32", [count], () => 1) };
}
