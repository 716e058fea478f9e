import { parseManifest } from "@switchyard/registry-client";
import { test } from "vitest";
import { addOnnxEntry } from "./add-onnx-entry.ts";

const mlmodel = `artifact_path: model
flavors:
  python_function:
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.sklearn
    predict_fn: predict
    python_version: 3.11.7
  sklearn:
    code: null
    pickled_model: model.pkl
    sklearn_version: 1.9.1
mlflow_version: 3.17.2
model_uuid: 123e45
run_id: 0o17
signature:
  inputs: '[{"type": "double", "name": "a", "required": true}]'
  outputs: null
  params: null
utc_time_created: '2026-01-02 03:04:05.678901'
`;
const entry = { data: "model.onnx", predict_output: "label", max_length: 12, missing_values: "refuse" };

test("adds the entry, and changes nothing of what the file says else", ({ expect }) => {
  const [before, after] = [parseManifest(mlmodel), parseManifest(addOnnxEntry(mlmodel, entry))];
  expect(after).toEqual({ ...before, flavors: { ...before.flavors, onnx: entry } });
});

test("leaves every line that was there as it was", ({ expect }) => {
  const lines = addOnnxEntry(mlmodel, entry).split("\n");
  expect(mlmodel.split("\n").filter((line) => !lines.includes(line))).toEqual([]);
});

test("takes the place of an entry that is there", ({ expect }) => {
  const twice = addOnnxEntry(addOnnxEntry(mlmodel, { data: "old.onnx", tokenizer: "x" }), entry);
  expect(parseManifest(twice).flavors["onnx"]).toEqual(entry);
});

test("refuses a file without flavors", ({ expect }) => {
  expect(() => addOnnxEntry("run_id: x\n", entry)).toThrow("flavors");
});
