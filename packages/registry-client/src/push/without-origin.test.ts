import { test } from "vitest";
import { withoutOrigin } from "./without-origin.ts";

test.for([
  ["run_id: abc\nflavors:\n  onnx: {}\n", "flavors:\n  onnx: {}\n"],
  ["a: 1\nmodel_id: m-9e11\nmodel_uuid: m-9e11\n", "a: 1\nmodel_uuid: m-9e11\n"],
  ["artifact_path: mlflow-artifacts:/1/a\n  long name/model\nrun_id: abc", ""],
  ["model_id: null\nutc_time_created: '2026'\n", "model_id: null\nutc_time_created: '2026'\n"],
  ["info:\n  artifact_path: input_example.json\n", "info:\n  artifact_path: input_example.json\n"],
] as const)("takes its origin from %j", ([text, saved], { expect }) => {
  expect(withoutOrigin(text)).toBe(saved);
  expect(withoutOrigin(saved)).toBe(saved);
});
