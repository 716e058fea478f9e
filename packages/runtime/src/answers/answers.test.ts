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
  ["one value a row", column, "values", [2]],
  ["one value a row", wide, "values", [2, 3]],
  ["the array itself", column, "array", [2, 1]],
  ["an array for an array", wide, "frame", [2, 3]],
] as const)("predict() gives %s", ([, output, answer, shape], { expect }) => {
  expect(predictPrediction({ label: output }, { output: "label", answer, form: "array" })).toEqual({
    form: "array",
    array: { ...output, shape },
  });
});

test("predict() gives a frame for a frame, its columns by number, where the loader does", ({ expect }) => {
  const options = { output: "y", answer: "frame", form: "frame" } as const;
  const flags = fillTensor("bool", [2], (index) => index);
  expect(predictPrediction({ y: flags }, options)).toEqual({ form: "records", columns: { "0": flags } });
  expect(predictPrediction({ y: wide }, options)).toEqual({
    form: "records",
    columns: {
      "0": fillTensor("float32", [2], (index) => index * 3),
      "1": fillTensor("float32", [2], (index) => index * 3 + 1),
      "2": fillTensor("float32", [2], (index) => index * 3 + 2),
    },
  });
});

test("an answer of three dimensions makes no frame", ({ expect }) => {
  const cube = fillTensor("float32", [1, 2, 3], (index) => index);
  const options = { output: "y", answer: "frame", form: "frame" } as const;
  expect(() => predictPrediction({ y: cube }, options)).toThrow("Must pass 2-d input");
});
