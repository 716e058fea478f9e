import { createCodecs } from "@switchyard/codecs";
import type { ColumnType, ModelDescription, Schema, TensorSpec } from "@switchyard/core";
import { test } from "vitest";
import { plainBody } from "./plain-body.ts";

const scalar = (type: "double" | "string" | "boolean" | "long" | "datetime"): ColumnType => ({
  kind: "scalar",
  type,
});
const columns = (...types: readonly ColumnType[]): Schema => ({
  kind: "columns",
  columns: types.map((type, index) => ({ name: `c${index}`, type, required: true })),
});
const image: TensorSpec = { name: "image", dtype: "uint8", shape: [-1, 224, 224, 3] };
const rows: TensorSpec = { name: "x", dtype: "float32", shape: [-1, 2] };
const texts: TensorSpec = { name: "text", dtype: "string", shape: [-1, 1] };

test.for([
  [
    "a table",
    columns(scalar("double"), scalar("string"), scalar("boolean")),
    [],
    '{"dataframe_split":{"columns":["c0","c1","c2"],"data":[[0,"a text",false]]}}',
  ],
  ["tensors", undefined, [rows, texts], '{"inputs":{"x":[[0,0]],"text":[["a text"]]}}'],
] as const)("makes a row of %s that its codec takes", ([, inputs, specs, expected], { expect }) => {
  const model = describe(inputs, specs);
  const body = plainBody(model) ?? new Uint8Array();
  expect(Buffer.from(body).toString()).toBe(expected);
  const { invocations } = createCodecs({ json: "strict", served: { name: "m", version: "1" } });
  expect(() => invocations.decode({ contentType: "application/json", body }, model)).not.toThrow();
});

test.for([
  ["a picture", undefined, [image]],
  ["a date", columns(scalar("datetime")), []],
  ["a list", columns({ kind: "array", items: scalar("long") }), []],
] as const)("makes none of %s", ([, inputs, specs], { expect }) => {
  expect(plainBody(describe(inputs, specs))).toBeUndefined();
});

function describe(inputs: Schema | undefined, specs: readonly TensorSpec[]): ModelDescription {
  return {
    flavor: "onnx",
    runtime: "onnxruntime",
    signature: inputs && { inputs, outputs: undefined, params: undefined },
    inputs: specs,
    outputs: [],
    labels: undefined,
    task: "table",
    predictOutput: undefined,
    scores: undefined,
  };
}
