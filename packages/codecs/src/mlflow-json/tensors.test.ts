import { expect, test } from "vitest";
import { decoding } from "../testing/decoding.ts";
import { describe, ofTensors, samples, tensorSpec } from "../testing/models.ts";

const matrix = ofTensors(tensorSpec("float32", [-1, 3]));
const named = ofTensors(tensorSpec("float32", [-1, 2], "x"));
const two = ofTensors(tensorSpec("int64", [-1], "ids"), tensorSpec("float32", [-1, 2], "x"));
const bytes = ofTensors(tensorSpec("uint8", [-1]));

test.for([
  [matrix, '{"inputs": [[1, 2]]}', "Shape of input (1, 2) does not match expected shape (-1, 3)."],
  [matrix, '{"inputs": []}', "schema_mismatch"],
  [matrix, '{"instances": [{"x": [1, 2, 3]}]}', "schema_mismatch"],
  [matrix, '{"inputs": {"x": [[1, 2, 3]]}}', "un-named"],
  [matrix, '{"inputs": [[1, 2, 3], [1, 2]]}', "inhomogeneous shape"],
  [
    matrix,
    '{"inputs": [[1, 2, "a"]]}',
    'invalid_request: Invalid input. inputs[0][2]: expected a number (float), found "a"',
  ],
  [matrix, '{"dataframe_split": {"data": []}}', "schema_mismatch"],
  [matrix, '{"dataframe_split": {"columns": ["a"], "data": []}}', "invalid_request"],
  [matrix, '{"dataframe_split": {"data": [[1, 2]]}}', "schema_mismatch"],
  [
    named,
    '{"inputs": {"y": [[1, 2]]}}',
    "Model is missing inputs ['x']. Note that there were extra inputs: ['y'].",
  ],
  [named, '{"inputs": {"x": 1}}', "x: Shape of input ()"],
  [
    named,
    '{"dataframe_records": [{"x": [1, 2]}, {"x": [1]}]}',
    "could not be converted to the expected shape",
  ],
  [two, '{"inputs": [[1, 2]]}', "Model is missing inputs ['ids', 'x']."],
  [
    two,
    '{"inputs": {"ids": [null], "x": [[1, 2]]}}',
    "inputs.ids[0]: expected an integer (long), found null",
  ],
  [bytes, '{"inputs": [256]}', "inputs[0]: 256 is out of bounds for uint8"],
  [bytes, '{"inputs": [-1]}', "out of bounds for uint8"],
] as const)("refuses %#: %s", ([model, body, message]) => {
  expect(decoding(body, model)).toContain(message);
});

test.for([
  [matrix, '{"inputs": [[1, 2.5, null]]}', { array: ["float32", [1, 3], [1, 2.5, "NaN"]] }],
  [matrix, '{"instances": [[1, 2, 3]]}', { array: ["float32", [1, 3], [1, 2, 3]] }],
  [matrix, '{"dataframe_split": {"data": [[1, 2, 3]]}}', { array: ["float32", [1, 3], [1, 2, 3]] }],
  [matrix, '{"dataframe_records": [{"v": [1, 2, 3]}]}', { array: ["float32", [1, 3], [1, 2, 3]] }],
  [named, '{"inputs": [[1, 2]]}', { named: { x: ["float32", [1, 2], [1, 2]] } }],
  [named, '{"inputs": {"x": [["1", true]], "y": 1}}', { named: { x: ["float32", [1, 2], [1, 1]] } }],
  [
    named,
    '{"instances": [{"x": [1, 2]}, {"x": [3, 4]}]}',
    { named: { x: ["float32", [2, 2], [1, 2, 3, 4]] } },
  ],
  [
    two,
    '{"inputs": {"x": [[1, 2]], "ids": [9007199254740993, 2]}}',
    { named: { ids: ["int64", [2], ["9007199254740993", "2"]], x: ["float32", [1, 2], [1, 2]] } },
  ],
  [bytes, '{"inputs": [1.9, "7", true, 255]}', { array: ["uint8", [4], ["1", "7", "1", "255"]] }],
  [
    ofTensors(tensorSpec("float16", [-1])),
    '{"inputs": [0.1, 1e6]}',
    { array: ["float16", [2], [0.0999755859375, "Infinity"]] },
  ],
  [
    ofTensors(tensorSpec("bool", [-1])),
    '{"inputs": ["false", 0, null, 2]}',
    { array: ["bool", [4], [true, false, false, true]] },
  ],
  [
    ofTensors(tensorSpec("string", [-1])),
    '{"inputs": ["a", 1, 1.0, null]}',
    { array: ["string", [4], ["a", "1", "1.0", "None"]] },
  ],
  [
    ofTensors(tensorSpec("string", [-1, 2])),
    '{"dataframe_records": [{"c": [1.5, 2]}]}',
    { array: ["string", [1, 2], ["1.5", "2.0"]] },
  ],
] as const)("reads %#: %s", ([model, body, input]) => {
  expect(decoding(body, model)).toEqual(input);
});

test("reads a picture that was sent as numbers", () => {
  const picture = Array.from({ length: 224 }, () => Array.from({ length: 224 }, () => [1, 2, 255]));
  const decoded = decoding(JSON.stringify({ inputs: [picture] }), samples.catdog);
  expect(Object(decoded).named.image.slice(0, 2)).toEqual(["uint8", [1, 224, 224, 3]]);
});

test.for([
  ['{"inputs": [1, 2]}', { array: ["int64", [2], ["1", "2"]] }],
  ['{"inputs": [1, 2.0]}', { array: ["float64", [2], [1, 2]] }],
  ['{"inputs": [true, 1]}', { array: ["int64", [2], ["1", "1"]] }],
  ['{"inputs": [[1, "a"]]}', { array: ["string", [1, 2], ["1", "a"]] }],
  ['{"inputs": [1, null]}', { array: ["object", [2], [1, null]] }],
  ['{"inputs": {"a": [1.5], "b": "s"}}', { named: { a: ["float64", [1], [1.5]], b: ["string", [], ["s"]] } }],
  ['{"instances": [{"a": 1}, {"a": 2}]}', { named: { a: ["int64", [2], ["1", "2"]] } }],
  [
    '{"dataframe_split": {"columns": ["a", "b", "c"], "data": [[1, "x", null], [2.0, "y", null]]}}',
    {
      frame: {
        a: ["float64", [2], [1, 2]],
        b: ["string", [2], ["x", "y"]],
        c: ["object", [2], [null, null]],
      },
      rows: 2,
    },
  ],
] as const)("without a signature takes %s for what NumPy and pandas do", ([body, input]) => {
  expect(decoding(body, describe(undefined))).toEqual(input);
});
