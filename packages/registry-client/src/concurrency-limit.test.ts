import { test } from "vitest";
import { ConcurrencyLimit } from "./concurrency-limit.ts";

test("runs as many as its limit, and the next when one has ended, well or not", async ({ expect }) => {
  const limit = new ConcurrencyLimit(2);
  const started: number[] = [];
  const gates = [0, 1, 2, 3].map(() => Promise.withResolvers<void>());
  const runs = gates.map(async (gate, index) =>
    limit.run(async () => {
      started.push(index);
      await gate.promise;
    }),
  );
  await Promise.resolve();
  expect(started).toEqual([0, 1]);
  gates[0]?.reject(new Error("boom"));
  await expect(runs[0]).rejects.toThrow("boom");
  expect(started).toEqual([0, 1, 2]);
  for (const gate of gates) gate.resolve();
  await Promise.all(runs.slice(1));
  expect(started).toEqual([0, 1, 2, 3]);
});
