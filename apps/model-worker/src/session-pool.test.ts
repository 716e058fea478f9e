import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { markAsUntransferable } from "node:worker_threads";
import { emptyManifest, type Tensors } from "@switchyard/core";
import { readOnnxFlavor } from "@switchyard/runtime";
import { test } from "vitest";
import { SessionPool } from "./session-pool.ts";

/** The sample model that takes four numbers a row. */
const iris = globSync(
  join(import.meta.dirname, "../../../examples/registry/artifacts/1/*/artifacts/model/MLmodel"),
).find((path) => readFileSync(path, "utf8").includes("sepal_length"));

test("takes the memory of its inputs along, but not what others keep or see", async ({ expect }) => {
  const { path, session } = readOnnxFlavor(dirname(iris ?? ""), { ...emptyManifest, flavors: { onnx: {} } });
  await using pool = await SessionPool.open(1, { path, session });
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

function flower(): Float64Array {
  return Float64Array.of(5.1, 3.5, 1.4, 0.2);
}

function feed(data: Float64Array): Tensors {
  return { features: { dtype: "float64", shape: [1, 4], data } };
}
