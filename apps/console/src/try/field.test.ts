import { test } from "vitest";
import type { ModelDetails } from "../api/model-details.ts";
import type { Schema } from "../api/signature.ts";
import { rowFormOf } from "./field.ts";
import { tabsOf } from "./try-tabs.ts";

function taking(inputs: Schema | undefined, task?: string): ModelDetails {
  return { name: "m", versions: [], signature: inputs && { inputs }, task };
}

function tensor(...shape: readonly number[]): Schema {
  return { kind: "tensors", tensors: [{ name: "x", dtype: "float32", shape }] };
}

const table: Schema = {
  kind: "columns",
  columns: [
    { name: "age", type: { kind: "scalar", type: "long" }, required: true },
    { type: { kind: "array", items: { kind: "scalar", type: "double" } }, required: false },
  ],
};

test("a column becomes a field of its type, called by its place where it has no name", ({ expect }) => {
  expect(rowFormOf(taking(table))?.fields).toEqual([
    { name: "age", type: "integer", typeName: "long", required: true },
    { name: "1", type: "json", typeName: "array of double", required: false },
  ]);
});

test("a short vector becomes a field for each number", ({ expect }) => {
  const form = rowFormOf(taking(tensor(-1, 3)));
  expect(form?.kind).toBe("tensor");
  expect(form?.fields.map(({ name }) => name)).toEqual(["x[0]", "x[1]", "x[2]"]);
});

test.for([
  ["a table", taking(table, "table"), ["Table", "JSON"]],
  ["a text", taking(table, "text"), ["Text", "JSON"]],
  ["a picture", taking(tensor(-1, 224, 224, 3), "image"), ["Image", "JSON"]],
  ["a short vector", taking(tensor(-1, 4)), ["Table", "JSON"]],
  ["a long vector", taking(tensor(-1, 784)), ["JSON"]],
  ["a vector of any length", taking(tensor(-1, -1)), ["JSON"]],
  ["a matrix", taking(tensor(-1, 8, 8)), ["JSON"]],
  ["nobody knows what", taking(undefined), ["JSON"]],
] as const)("what takes %s has the tabs that suit it", ([, details, tabs], { expect }) => {
  expect(tabsOf(details)).toEqual(tabs);
});
