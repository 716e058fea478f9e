import { expect, test } from "vitest";
import { decoding } from "../testing/decoding.ts";
import { column, ofColumns } from "../testing/models.ts";

const model = ofColumns(column("double", "a"), column("double", "b"));
const dictionary =
  "invalid_request: The input must be a JSON dictionary with exactly one of the input fields";

test.for([
  ["this is,,,, not valid json", "invalid_request: Ensure that input is a valid JSON formatted string"],
  ["", "Ensure that input is a valid JSON formatted string"],
  ["1", dictionary],
  ['"1"', dictionary],
  ["[1]", dictionary],
  ["null", dictionary],
  ["{}", dictionary],
  ['{"not": "this"}', "exactly one of the input fields"],
  ['{"dataframe_records": [], "dataframe_split": {"data": []}}', "exactly one of the input fields"],
  ['{"dataframe_split": []}', "Dataframe split format must be a dictionary. Got list."],
  ['{"dataframe_split": {"columns": ["a"]}}', "must have 'data' field"],
  ['{"dataframe_split": {"data": [], "rows": 1}}', "must have 'data' field"],
  [
    '{"dataframe_split": {"data": [[1, 2], [1, 2], [1, 2]], "index": [1, 2]}}',
    "not a valid dataframe representation in 'split' format",
  ],
  [
    '{"dataframe_split": {"columns": ["a"], "data": [[1], [1, 2]]}}',
    "1 columns are named, but the longest row has 2 values",
  ],
  [
    '{"dataframe_split": {"columns": ["a", "b"], "data": [[1, 2], 3]}}',
    "dataframe_split.data: row 1: expected a list of values, found 3",
  ],
  ['{"dataframe_records": {"a": 1}}', "Dataframe records format must be a list of records. Got dictionary."],
  ['{"dataframe_records": [{"a": 1}, 2]}', "not a valid dataframe representation in 'records' format"],
])("refuses %s", ([body, message]) => {
  expect(decoding(body ?? "", model)).toContain(message);
});

test.for([
  '{"signature_name": "x", "inputs": {"a": [1], "b": [2]}}',
  '{"params": null, "dataframe_split": {"columns": ["a", "b"], "data": [[1, 2]]}}',
  '{"params": 5, "dataframe_records": [{"b": 2, "a": 1}]}',
  '{"instances": [{"a": 1, "b": 2}], "anything": {"else": []}}',
])("drops what it does not know: %s", (body) => {
  const frame = { a: ["float64", [1], [1]], b: ["float64", [1], [2]] };
  expect(decoding(body, model)).toEqual({ frame, rows: 1 });
});
