import { fillTensor, GatewayError, type Tensors } from "@switchyard/core";
import fc from "fast-check";
import { test } from "vitest";
import { runRows } from "./row-batcher.ts";

const rows = (...values: number[]): Tensors => ({
  x: fillTensor("float32", [values.length], (index) => values[index] ?? 0),
});

test("answers every request from one run", async ({ expect }) => {
  const { run, runs } = recordingRun();
  const answers = await runRows([rows(1), rows(2, 3)], { run, maxBatchRows: 64 });
  expect(answers).toEqual([
    { ok: true, value: rows(1) },
    { ok: true, value: rows(2, 3) },
  ]);
  expect(runs).toEqual([[1, 2, 3]]);
});

test("splits a failing run until the bad request fails alone", async ({ expect }) => {
  const { run, runs } = recordingRun();
  const answers = await runRows(
    [1, 2, -3, 4].map((value) => rows(value)),
    { run, maxBatchRows: 64 },
  );
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, false, true]);
  expect(runs).toEqual([[1, 2, -3, 4], [1, 2], [-3, 4], [-3], [4]]);
});

test("an output without a row for each input row makes requests run alone", async ({ expect }) => {
  const total: Tensors = { y: fillTensor("float32", [1], () => 6) };
  const answers = await runRows([rows(1, 2), rows(3)], { run: async () => total, maxBatchRows: 64 });
  expect(answers).toEqual([
    { ok: true, value: total },
    { ok: true, value: total },
  ]);
});

test.for([
  ["the first of many rows, then the others", 1, [[1, 2], [3, 4], [5]]],
  ["two runs at a time", 2, [[1, 2], [3, 4], [5]]],
] as const)("runs %s", async ([, maxRuns, expected], { expect }) => {
  const { run, runs } = recordingRun();
  const options = { run, maxBatchRows: 1, maxRunRows: 2, maxRuns };
  expect(await runRows([rows(1, 2, 3, 4, 5)], options)).toEqual([{ ok: true, value: rows(1, 2, 3, 4, 5) }]);
  expect(runs).toEqual(expected);
});

test("lets others in between the pieces of many rows", async ({ expect }) => {
  const { run, runs } = recordingRun();
  const options = { run, maxBatchRows: 1, maxRunRows: 1 };
  await Promise.all([runRows([rows(1, 2, 3)], options), runRows([rows(9)], options)]);
  expect(runs).toEqual([[1], [9], [2], [3]]);
});

test("runs rows together after all, if their outputs are no rows", async ({ expect }) => {
  const answers = await runRows([rows(1, 2, 3)], { run: countRows, maxBatchRows: 1, maxRunRows: 2 });
  expect(answers).toEqual([{ ok: true, value: { y: fillTensor("float32", [1], () => 3) } }]);
});

test("batching never changes an answer", async ({ expect }) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat(100), { minLength: 1 })),
      fc.integer({ min: 1, max: 8 }),
      fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
      async (values, maxBatchRows, maxRunRows) => {
        const requests = values.map((each) => rows(...each));
        const answers = await runRows(requests, { run: recordingRun().run, maxBatchRows, maxRunRows });
        expect(answers).toEqual(requests.map((value) => ({ ok: true, value })));
      },
    ),
  );
});

/** Gives one number for all rows. */
async function countRows({ x }: Tensors): Promise<Tensors> {
  return { y: fillTensor("float32", [1], () => x?.data.length ?? 0) };
}

/** Gives its inputs back, tells what it was asked to run, and refuses negative values. */
function recordingRun(): { run: (inputs: Tensors) => Promise<Tensors>; runs: unknown[] } {
  const runs: unknown[] = [];
  const run = async (inputs: Tensors): Promise<Tensors> => {
    const values = [...(inputs["x"]?.data ?? [])];
    runs.push(values);
    if (values.some((value) => Number(value) < 0)) throw new GatewayError("model_error", "negative");
    return inputs;
  };
  return { run, runs };
}
