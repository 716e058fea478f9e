import { fillTensor, type Column, type ModelInput, type TableInput, type TensorSpec } from "@switchyard/core";
import { test } from "vitest";
import { companionFeeds } from "./companion-feeds.ts";
import { onnxFeeds } from "./onnx-feeds.ts";

const doubles = (...values: number[]) =>
  fillTensor("float64", [values.length], (index) => values[index] ?? 0);
const texts = (...values: string[]) => fillTensor("string", [values.length], (index) => values[index] ?? "");
const spec = (name: string, dtype: TensorSpec["dtype"], shape: readonly number[]): TensorSpec => ({
  name,
  dtype,
  shape,
});

const rules = { infinite_values: "refuse", no_rows: "refuse", lower_case: [] } as const;
const lenient = {
  ...rules,
  missing_values: "allow",
  number_type: "float64",
  other_than_text: "unknown",
} as const;
const strict = {
  ...rules,
  missing_values: "refuse",
  number_type: "float32",
  other_than_text: "refuse",
} as const;

const numbers: ModelInput = {
  form: "frame",
  rows: 2,
  columns: [
    { name: "a", values: doubles(1, 2) },
    { name: "b", values: doubles(3, 4) },
  ],
};
const mixed: ModelInput = {
  ...numbers,
  columns: [{ name: "s", values: texts("x", "y") }, ...numbers.columns],
};
const matrix: ModelInput = { form: "array", array: fillTensor("float64", [2, 2], (index) => index) };
const whole: ModelInput = { form: "array", array: fillTensor("int64", [1, 2], (index) => index) };

test("the wrapper's matrix is the frame's columns, double cast to float", ({ expect }) => {
  const feeds = onnxFeeds(numbers, [spec("x", "float32", [-1, 2])]);
  expect(feeds).toEqual({ x: fillTensor("float32", [2, 2], (index) => [1, 3, 2, 4][index] ?? 0) });
});

test("several inputs take a column each, of rank 1; other columns are ignored", ({ expect }) => {
  const feeds = onnxFeeds(mixed, [spec("b", "float64", [-1]), spec("s", "string", [-1])]);
  expect(feeds).toEqual({ b: doubles(3, 4), s: texts("x", "y") });
});

test.for([
  ["whole numbers for a float", whole, [spec("x", "float32", [-1, 2])], "x: expected float32, found int64"],
  [
    "an array for two inputs",
    matrix,
    [spec("a", "float32", [-1]), spec("b", "float32", [-1])],
    "expected an object with a, b",
  ],
  [
    "a missing input",
    { form: "named", arrays: {} },
    [spec("a", "float32", [-1])],
    "a: missing; the model has a",
  ],
  [
    "an unknown input",
    { form: "named", arrays: { z: doubles(1) } },
    [spec("a", "float32", [-1])],
    "z: the model has no such input; it has a",
  ],
] as const)("the wrapper refuses %s", ([, input, specs, message], { expect }) => {
  expect(() => onnxFeeds(input, specs)).toThrow(message);
});

test.for([
  [
    "one matrix",
    numbers,
    [spec("X", "float32", [-1, 2])],
    { X: fillTensor("float32", [2, 2], (index) => [1, 3, 2, 4][index] ?? 0) },
  ],
  [
    "a column an input, in two dimensions",
    mixed,
    [spec("s", "string", [-1, 1]), spec("a", "float64", [-1, 1])],
    { s: { ...texts("x", "y"), shape: [2, 1] }, a: { ...doubles(1, 2), shape: [2, 1] } },
  ],
  [
    "a matrix without names",
    matrix,
    [spec("X", "float64", [-1, 2])],
    { X: fillTensor("float64", [2, 2], (index) => index) },
  ],
  [
    "whole numbers as floats",
    whole,
    [spec("X", "float32", [-1, 2])],
    { X: fillTensor("float32", [1, 2], (index) => index) },
  ],
] as const)("a companion takes %s", ([, input, specs, expected], { expect }) => {
  expect(companionFeeds(input, specs, lenient)).toEqual(expected);
});

const column = (values: Column["values"]): TableInput => ({
  form: "frame",
  rows: values.data.length,
  columns: [{ name: "a", values }],
});
const objects = (...data: readonly unknown[]): Column["values"] => ({
  dtype: "object",
  shape: [data.length],
  data,
});

test.for([
  [
    "a missing number",
    doubles(1, Number.NaN),
    spec("a", "float64", [-1]),
    "a[1]: expected a finite number, found NaN",
  ],
  [
    "a number beyond float32",
    doubles(1e39),
    spec("a", "float64", [-1]),
    "a[0]: expected a finite number, found 1e+39",
  ],
  ["a number among texts", objects("x", 1), spec("a", "string", [-1]), "a[1]: expected a text, found number"],
  ["no rows", doubles(), spec("a", "float64", [-1]), "expected at least one row"],
] as const)("a strict companion refuses %s", ([, values, only, message], { expect }) => {
  expect(() => companionFeeds(column(values), [only], strict)).toThrow(message);
});

test("a lenient companion takes missing numbers, and what is no text for one never seen", ({ expect }) => {
  const missing = companionFeeds(column(doubles(Number.NaN)), [spec("a", "float64", [-1])], lenient);
  expect(missing["a"]?.data).toEqual(Float64Array.of(Number.NaN));
  const odd = companionFeeds(column(objects("x", 1)), [spec("a", "string", [-1])], lenient);
  expect(odd["a"]?.data).toEqual(["x", "\uFFFF"]);
});

const pair = (a: number, b: number): TableInput => ({
  form: "frame",
  rows: 1,
  columns: [
    { name: "a", values: doubles(a) },
    { name: "b", values: doubles(b) },
  ],
});

test("a companion may take missing numbers in some columns alone", ({ expect }) => {
  const some = { ...strict, missing_values: ["a"] };
  const specs = [spec("x", "float64", [-1, 2])];
  expect(companionFeeds(pair(Number.NaN, 1), specs, some)["x"]?.data).toEqual(Float64Array.of(Number.NaN, 1));
  expect(() => companionFeeds(pair(1, Number.NaN), specs, some)).toThrow("b[0]: expected a finite number");
});

test("a companion may take numbers that its cast makes infinite", ({ expect }) => {
  const feeds = companionFeeds(column(doubles(1e39, -Infinity)), [spec("x", "float32", [-1, 1])], {
    ...strict,
    infinite_values: "allow",
  });
  expect(feeds["x"]?.data).toEqual(Float32Array.of(Infinity, -Infinity));
});

test("a text does not end where it holds a NUL", ({ expect }) => {
  const feeds = companionFeeds(column(texts("a\0B")), [spec("a", "string", [-1, 1])], lenient);
  expect(feeds["a"]?.data).toEqual(["a\u0001B"]);
});

test("texts come in lower case where the graph wants them so", ({ expect }) => {
  const given = column(texts("ÉCOLE", "a\0B"));
  const feeds = companionFeeds(given, [spec("a", "string", [-1, 1])], { ...lenient, lower_case: ["a"] });
  expect(feeds["a"]?.data).toEqual(["école", "a\u0001b"]);
});

test("an array of many dimensions stays whole, and is refused where its type is another", ({ expect }) => {
  const array = fillTensor("float64", [1, 2, 2], (index) => index);
  const cube: TableInput = { form: "array", array };
  expect(companionFeeds(cube, [spec("x", "float64", [-1, 2, 2])], strict)).toEqual({ x: array });
  expect(() => companionFeeds(cube, [spec("x", "float32", [-1, 2, 2])], strict)).toThrow(
    "x: expected numbers of float32, found float64",
  );
});

test("a companion may take a table of no rows", ({ expect }) => {
  const feeds = companionFeeds(column(doubles()), [spec("x", "float32", [-1, 1])], {
    ...strict,
    no_rows: "allow",
  });
  expect(feeds).toEqual({ x: fillTensor("float32", [0, 1], () => 0) });
});
