import { expect, test } from "vitest";
import { decoding } from "../testing/decoding.ts";
import { column, ofColumns, samples } from "../testing/models.ts";

const { iris, abalone } = samples;
const topic = samples["topic-classification"];
const pair = ofColumns(column("double", "a"), column("long", "b", { required: false }));
const unnamed = ofColumns(column("double"), column("double"));
const columns = '"columns": ["sepal_length", "sepal_width", "petal_length", "petal_width"]';

test.for([
  [
    iris,
    `{"dataframe_split": {${columns}, "data": [[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4], [1, "a", 3, 4]]}}`,
    'dataframe_split.data[3][1] (column sepal_width): expected a number (double), found "a"',
  ],
  [
    iris,
    `{"dataframe_split": {${columns}, "data": [[1, [2], 3, 4]]}}`,
    "Failed to convert column sepal_width",
  ],
  [
    iris,
    '{"inputs": {"sepal_length": ["x"]}}',
    'inputs.sepal_length[0]: expected a number (double), found "x"',
  ],
  [iris, '{"instances": [{"sepal_length": "x"}]}', "instances[0].sepal_length: expected a number (double)"],
  [
    iris,
    '{"inputs": [[1, 2, 3, 4]]}',
    "schema_mismatch: Failed to enforce schema. Model is missing inputs [",
  ],
  [iris, '{"inputs": [[1, 2, 3, 4]]}', "Note that there were extra inputs: [0, 1, 2, 3]."],
  [iris, '{"inputs": [[1, 2], [3]]}', "inhomogeneous shape"],
  [
    pair,
    '{"inputs": {"z": [1]}}',
    "Model is missing inputs ['a']. Note that there were extra inputs: ['z'].",
  ],
  [pair, '{"dataframe_split": {"data": [[1, 2]]}}', "Model is missing inputs ['a']."],
  [pair, '{"inputs": {"a": [1, 2], "b": [1]}}', "column-based signature"],
  [pair, '{"inputs": {"a": [[1, 2]]}}', "Can not safely convert object to float64"],
  [pair, '{"instances": {"a": [1], "b": [1, 2]}}', "schema_mismatch"],
  [
    ofColumns(column("double", "a"), column("double", "b")),
    '{"instances": {"a": [1], "b": [1, 2]}}',
    "The length of values for each input/column name are not the same",
  ],
  [unnamed, '{"inputs": {"a": 1}}', "un-named"],
  [unnamed, '{"inputs": [[1]]}', "Model inference is missing inputs"],
  [
    ofColumns(column("double"), column("long")),
    '{"inputs": [[1, 2]]}',
    "Can not safely convert float64 to int64",
  ],
  [
    ofColumns(column("datetime", "d")),
    '{"dataframe_split": {"columns": ["d"], "data": [["2020-01-01T00:00:00Z"]]}}',
    "timezone-naive",
  ],
  [
    ofColumns(column("datetime", "d"), column("long", "n")),
    '{"dataframe_split": {"columns": ["d", "n"], "data": [["2020-01-01T00:00:00Z", "x"]]}}',
    "invalid_request",
  ],
] as const)("refuses %#: %s", ([model, body, message]) => {
  expect(decoding(body, model)).toContain(message);
});

test.for([
  '{"instances": ["some news"]}',
  '{"inputs": ["some news"]}',
  '{"inputs": {"text": "some news"}}',
  '{"inputs": {"text": ["some news"]}}',
  '{"inputs": [{"text": "some news"}]}',
  '{"instances": [{"text": "some news"}]}',
  '{"dataframe_split": {"columns": ["text"], "data": [["some news"]]}}',
  '{"dataframe_split": {"columns": ["text"], "data": ["some news"]}}',
  '{"dataframe_records": [{"text": "some news", "more": 1}]}',
])("reads one text from %s", (body) => {
  expect(decoding(body, topic)).toEqual({ frame: { text: ["string", [1], ["some news"]] }, rows: 1 });
});

test("keeps the order of the signature, whatever the order of the request", () => {
  const fields = {
    shell_weight: 0.15,
    viscera_weight: 0.101,
    shucked_weight: 0.2245,
    whole_weight: 0.514,
    height: 0.095,
    diameter: 0.365,
    length: 0.455,
    sex: "M",
  };
  const names = ["sex", "length", "diameter", "height", "whole_weight", "shucked_weight", "viscera_weight"];
  for (const body of [{ dataframe_records: [fields] }, { inputs: fields }, { inputs: [fields] }]) {
    const decoded = decoding(JSON.stringify(body), abalone);
    expect(Object.keys(Object(decoded).frame)).toEqual([...names, "shell_weight"]);
  }
});

test("fills short rows, and leaves out an optional column that is not sent", () => {
  const body = '{"dataframe_split": {"columns": ["a", "x"], "data": [[1, 2], []]}}';
  expect(decoding(body, pair)).toEqual({ frame: { a: ["float64", [2], [1, "NaN"]] }, rows: 2 });
});

test("shows little of what was sent", () => {
  const long = "x".repeat(5000);
  for (const body of [
    `{"dataframe_split": {"columns": ["a"], "data": [["${long}"]]}}`,
    `{"inputs": {"${long}": [1]}}`,
    `{"${long}": 1}`,
    long,
  ])
    expect(String(decoding(body, pair)).length).toBeLessThan(450);
});

test.for([
  '{"dataframe_records": [{"10": 1.5, "2": 2.5}]}',
  '{"dataframe_split": {"data": {"10": [1.5], "2": [2.5]}}}',
])("columns without a name count in the order of the body: %s", (body) => {
  expect(decoding(body, ofColumns(column("double"), column("long")))).toMatchObject({
    frame: { "10": ["float64", [1], [1.5]], "2": ["int64", [1], ["2"]] },
  });
});
