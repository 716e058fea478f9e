import { emptyManifest, type ModelManifest } from "@switchyard/core";
import { test } from "vitest";
import { runtimeOf } from "./runtime-of.ts";

const manifestOf = (...flavors: readonly string[]): ModelManifest => ({
  ...emptyManifest,
  flavors: Object.fromEntries(flavors.map((name) => [name, {}])),
});

test.for([
  ["onnx", ["onnx", "python_function"]],
  ["onnx", ["onnx"]],
  ["python", ["python_function", "sklearn"]],
] as const)("%s runs %j", ([runtime, flavors], { expect }) => {
  expect(runtimeOf(manifestOf(...flavors))).toBe(runtime);
});

test.for([
  [["crate"], "it has crate"],
  [[], "it has none"],
] as const)("refuses %j", ([flavors, message], { expect }) => {
  expect(() => runtimeOf(manifestOf(...flavors))).toThrow(message);
});
