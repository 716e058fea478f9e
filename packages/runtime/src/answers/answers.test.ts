import { fillTensor } from "@switchyard/core";
import { test } from "vitest";
import { onnxPrediction } from "./onnx-prediction.ts";
import { predictPrediction } from "./predict-prediction.ts";

const column = fillTensor("float32", [2, 1], (index) => index);
const wide = fillTensor("float32", [2, 3], (index) => index);

test("arrays are answered by name", ({ expect }) => {
  expect(onnxPrediction({ y: wide }, "array", new Map())).toEqual({ form: "named", arrays: { y: wide } });
});

test.for([
  [column, [2]],
  [wide, [6]],
] as const)("a frame is answered with flattened columns", ([output, shape], { expect }) => {
  expect(onnxPrediction({ y: output }, "frame", new Map())).toEqual({
    form: "records",
    columns: { y: { ...output, shape } },
  });
});

test("outputs of different lengths make no frame", ({ expect }) => {
  expect(() => onnxPrediction({ y: column, z: wide }, "frame", new Map())).toThrow(
    "All arrays must be of the same length",
  );
});

test.for([
  [column, [2]],
  [wide, [2, 3]],
] as const)("predict() gives one value a row", ([output, shape], { expect }) => {
  expect(predictPrediction({ label: output }, "label")).toEqual({
    form: "array",
    array: { ...output, shape },
  });
});
