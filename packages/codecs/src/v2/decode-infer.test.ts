import { test } from "vitest";
import { createCodecs } from "../index.ts";
import { inferDecoding, nativeTable, ofTokens, oneInput, twoInputs } from "../testing/infer-decoding.ts";
import { column, ofColumns, ofTensors, samples, tensorSpec } from "../testing/models.ts";

const { infer } = createCodecs();
const timed = ofColumns(column("datetime", "at"), column("string", "text"));
const listed = ofColumns(column({ kind: "array", items: { kind: "scalar", type: "double" } }, "a"));
const unnamed = ofTensors(tensorSpec("float64", [-1, 2]));
const columns = ["sepal_length", "sepal_width", "petal_length", "petal_width"] as const;

/** A tensor in JSON: its name, type, shape and elements. */
type Written = readonly [name: string, datatype: string, shape: readonly number[], data: readonly unknown[]];

function request(tensors: readonly Written[]): unknown {
  return { inputs: tensors.map(([name, datatype, shape, data]) => ({ name, datatype, shape, data })) };
}

const x: Written = ["x", "FP32", [2, 2], [1, 2, 3, 4]];
const read = ["float32", [2, 2], [1, 2, 3, 4]] as const;
const nested = [
  [1, 2],
  [3, 4],
] as const;
const irisFrame = {
  frame: Object.fromEntries(columns.map((name, at) => [name, ["float64", [2], [at + 1, at + 5]]])),
  rows: 2,
};
const noPicture: Written = ["image", "UINT8", [0, 224, 224, 3], []];

test.for([
  [
    "inputs of a graph",
    twoInputs,
    [x, ["id", "INT64", [2], [7, 8]]],
    { named: { x: read, id: ["int64", [2], ["7", "8"]] } },
  ],
  ["nested data", oneInput, [["x", "FP32", [2, 2], nested]], { named: { x: read } }],
  [
    "a gap as NaN",
    oneInput,
    [["x", "FP32", [1, 2], [null, 1.5]]],
    { named: { x: ["float32", [1, 2], ["NaN", 1.5]] } },
  ],
  ["no rows", oneInput, [["x", "FP32", [0, 2], []]], { named: { x: ["float32", [0, 2], []] } }],
  [
    "a tensor of the signature",
    samples.catdog,
    [noPicture],
    { named: { image: ["uint8", [0, 224, 224, 3], []] } },
  ],
  [
    "the only tensor under any name",
    unnamed,
    [["input-0", "FP64", [2, 2], nested]],
    { array: ["float64", [2, 2], [1, 2, 3, 4]] },
  ],
  [
    "a tensor a column, in any order",
    samples.iris,
    columns.map((name, at) => [name, "FP64", [2], [at + 1, at + 5]] as const).toReversed(),
    irisFrame,
  ],
  [
    "columns as [rows, 1] of a narrower type",
    samples.iris,
    columns.map((name, at) => [name, "FP32", [2, 1], [at + 1, at + 5]] as const),
    irisFrame,
  ],
  [
    "one tensor of all columns",
    samples.iris,
    [["input", "FP64", [2, 4], [1, 2, 3, 4, 5, 6, 7, 8]]],
    irisFrame,
  ],
  [
    "texts",
    samples["topic-classification"],
    [["text", "BYTES", [2, 1], ["a", "é"]]],
    { frame: { text: ["string", [2], ["a", "é"]] }, rows: 2 },
  ],
  ["texts for tokens", ofTokens, [["text", "BYTES", [1], ["a"]]], { array: ["string", [1], ["a"]] }],
  ["graph inputs of a native model of columns", nativeTable, [x], { named: { x: read } }],
  [
    "columns of a native model",
    nativeTable,
    [
      ["a", "FP64", [1], [1]],
      ["b", "FP64", [1], [2]],
    ],
    { frame: { a: ["float64", [1], [1]], b: ["float64", [1], [2]] }, rows: 1 },
  ],
  [
    "times as texts",
    timed,
    [
      ["at", "BYTES", [1], ["1970-01-01T00:00:01"]],
      ["text", "BYTES", [1], ["a"]],
    ],
    { frame: { at: ["datetime64", [1], ["1000000000"]], text: ["string", [1], ["a"]] }, rows: 1 },
  ],
  [
    "rows of lists",
    listed,
    [["a", "FP64", [1, 2], [1, 2]]],
    { frame: { a: ["object", [1], [[1, 2]]] }, rows: 1 },
  ],
] as const)("reads %s", ([, model, tensors, expected], { expect }) => {
  expect(inferDecoding(model, request(tensors))).toEqual(expected);
});

const y = { name: "y" } as const;
const p = { name: "p" } as const;
const inBytes = { parameters: { binary_data_output: true } } as const;

test.for([
  ["all of them in JSON", {}, "y p"],
  ["those that were named", { outputs: [p] }, "p"],
  ["all of them in bytes", inBytes, "y* p*"],
  [
    "each as it was asked",
    { ...inBytes, outputs: [{ ...p, parameters: { binary_data: false } }, y] },
    "p y*",
  ],
] as const)("knows which outputs are wanted: %s", ([, more, expected], { expect }) => {
  const model = {
    ...oneInput,
    outputs: [...oneInput.outputs, { ...p, dtype: "float32", shape: [-1] } as const],
  };
  const body = { inputs: [{ name: "x", datatype: "FP32", shape: [1, 2], data: [1, 2] }], id: "7", ...more };
  const { asked } = infer.decode(
    { contentType: "application/json", body: Buffer.from(JSON.stringify(body)) },
    model,
  );
  expect(asked?.id).toBe("7");
  expect(asked?.outputs.map(({ name, binary }) => (binary ? `${name}*` : name)).join(" ")).toBe(expected);
});
