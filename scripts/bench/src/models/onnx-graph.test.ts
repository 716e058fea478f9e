import { InferenceSession, Tensor } from "onnxruntime-node";
import { test } from "vitest";
import { cnnGraph, irisGraph, textGraph } from "./graphs.ts";
import { onnxFile } from "./onnx-graph.ts";
import { textOf } from "./vocabulary.ts";

const pixels = new Uint8Array(2 * 224 * 224 * 3);

test.for([
  ["iris", irisGraph, { x: new Tensor("float32", new Float32Array(8), [2, 4]) }, [2, 3]],
  ["text", textGraph, { text: new Tensor("string", [textOf(20), ""], [2]) }, [2, 4]],
  ["cnn", cnnGraph, { image: new Tensor("uint8", pixels, [2, 224, 224, 3]) }, [2, 10]],
] as const)("the %s model gives probabilities for two rows", async ([, make, feed, shape], { expect }) => {
  const session = await InferenceSession.create(onnxFile(make()));
  const { probabilities } = await session.run({ ...feed });
  expect(probabilities?.dims).toEqual(shape);
  const sum = Array.from(probabilities?.data ?? [], Number).reduce((one, other) => one + other, 0);
  expect(sum).toBeCloseTo(2);
  await session.release();
});

test("a model is the same whenever it is made", ({ expect }) => {
  expect(onnxFile(irisGraph()).equals(onnxFile(irisGraph()))).toBe(true);
});
