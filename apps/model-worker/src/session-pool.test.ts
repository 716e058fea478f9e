import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { markAsUntransferable } from "node:worker_threads";
import { emptyManifest, markLone, type Tensors } from "@switchyard/core";
import { readOnnxFlavor } from "@switchyard/runtime";
import { test } from "vitest";
import { SessionPool } from "./session-pool.ts";

/** The sample model that takes four numbers a row. */
const iris = globSync(
  join(import.meta.dirname, "../../../examples/registry/artifacts/1/*/artifacts/model/MLmodel"),
).find((path) => readFileSync(path, "utf8").includes("sepal_length"));

test("takes the memory of its inputs along, but not what others keep or see", async ({ expect }) => {
  const { path, session } = readOnnxFlavor(dirname(iris ?? ""), { ...emptyManifest, flavors: { onnx: {} } });
  await using pool = await SessionPool.open({ threads: 1, mostRuns: 2, path, session });
  const own = flower();
  const kept = flower();
  markAsUntransferable(kept.buffer);
  const whole = Float64Array.of(...flower(), 6);
  const inputs = [own, kept, whole.subarray(0, 4)].map(feed);
  const [first, ...others] = await Promise.all(inputs.map((each) => pool.run(each)));
  expect(first).toMatchObject({ label: { shape: [1] } });
  expect(others).toEqual([first, first]);
  expect([own, kept, whole].map(({ length }) => length)).toEqual([0, 4, 5]);
});

test("takes a lone request along with its tensor, without a copy", async ({ expect }) => {
  const { path, session } = readOnnxFlavor(dirname(iris ?? ""), { ...emptyManifest, flavors: { onnx: {} } });
  await using pool = await SessionPool.open({ threads: 1, mostRuns: 2, path, session });
  const memory = new Float64Array(5);
  markLone(memory.buffer);
  memory.set(flower());
  expect(await pool.run(feed(memory.subarray(0, 4)))).toMatchObject({ label: { shape: [1] } });
  expect(memory.length).toBe(0);
});

test("runs that share a task fail each for itself", async ({ expect }) => {
  const { path, session } = readOnnxFlavor(dirname(iris ?? ""), { ...emptyManifest, flavors: { onnx: {} } });
  await using pool = await SessionPool.open({ threads: 1, mostRuns: 2, path, session });
  const nothing: Tensors = { features: { dtype: "float64", shape: [1, 1], data: Float64Array.of(1) } };
  const outcomes = await Promise.allSettled(
    [feed(flower()), nothing, feed(flower())].map((each) => pool.run(each)),
  );
  expect(outcomes).toMatchObject([
    { value: { label: { shape: [1] } } },
    { reason: { code: "model_error", message: expect.stringContaining("features") } },
    { value: { label: { shape: [1] } } },
  ]);
});

function flower(): Float64Array {
  return Float64Array.of(5.1, 3.5, 1.4, 0.2);
}

function feed(data: Float64Array): Tensors {
  return { features: { dtype: "float64", shape: [1, 4], data } };
}
