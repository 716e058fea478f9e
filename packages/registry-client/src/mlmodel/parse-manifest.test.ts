import { emptyManifest } from "@switchyard/core";
import { test } from "vitest";
import { parseManifest } from "./parse-manifest.ts";

const file = `
artifact_path: mlflow-artifacts:/1/models/m-1/artifacts
flavors:
  onnx:
    data: model.onnx
    onnx_session_options: null
    onnx_version: 1.20.0
    providers:
    - CPUExecutionProvider
  python_function:
    loader_module: mlflow.onnx
    python_version: 3.11.7
  crate: null
mlflow_version: 3.11.2
model_uuid: 123e45
run_id: 12e03
utc_time_created: '2026-11-21 10:00:00.123456'
metadata: {team: x, rank: 3}
saved_input_example_info:
  artifact_path: input_example.json
  serving_input_path: serving_input_example.json
  type: ndarray
signature:
  inputs: '[{"type": "tensor", "name": "X", "tensor-spec": {"dtype": "float32", "shape":
    [-1, 4]}}]'
  outputs: null
  params: null
`;

test("reads what serving needs, and keeps ids as they are written", ({ expect }) => {
  expect(parseManifest(file)).toMatchObject({
    flavors: {
      onnx: { data: "model.onnx", onnx_session_options: null, onnx_version: "1.20.0" },
      crate: {},
    },
    signature: { inputs: { tensors: [{ name: "X", dtype: "float32", shape: [-1, 4] }] } },
    loaderModule: "mlflow.onnx",
    modelUuid: "123e45",
    runId: "12e03",
    mlflowVersion: "3.11.2",
    metadata: { team: "x", rank: 3 },
    servingInputExample: "serving_input_example.json",
  });
});

test("needs nothing but a flavor", ({ expect }) => {
  expect(parseManifest("flavors: {sklearn: {}}")).toEqual({
    ...emptyManifest,
    flavors: { sklearn: {} },
  });
});

test.for([
  ["", "the MLmodel file cannot be used"],
  ["flavors: {}", "there are none"],
  ["run_id: x", "flavors"],
  ["flavors: [", "the MLmodel file cannot be used"],
  ["flavors: {onnx: {}}\nsignature: {inputs: '[]'}", "the MLmodel file's signature cannot be used"],
] as const)("refuses %j", ([text, message], { expect }) => {
  expect(() => parseManifest(text)).toThrow(expect.objectContaining({ code: "load_failed" }));
  expect(() => parseManifest(text)).toThrow(message);
});
