import { test } from "vitest";
import { arraysOfExample, parseExample, tableOfExample } from "./example.ts";
import { writtenText } from "./written-json.ts";

test.for([
  [
    '{"dataframe_split": {"columns": ["a", "b"], "data": [[1, NaN], [2.0, "x"]]}}',
    ["a", "b"],
    [
      ["1", "NaN"],
      ["2.0", '"x"'],
    ],
  ],
  [
    '{"dataframe_split": {"data": [[1, null], [2, 3]]}}',
    undefined,
    [
      ["1", "null"],
      ["2", "3"],
    ],
  ],
  ['{"dataframe_split": {"columns": [0, 1], "data": [[true, "NaT"]]}}', ["0", "1"], [["true", '"NaT"']]],
  [
    '{"dataframe_records": [{"a": 1}, {"b": 2}]}',
    ["a", "b"],
    [
      ["1", "null"],
      ["null", "2"],
    ],
  ],
  [
    '{"inputs": [[1.0, 2.0], [3.0, 4.0]]}',
    undefined,
    [
      ["1.0", "2.0"],
      ["3.0", "4.0"],
    ],
  ],
  [
    '{"inputs": {"a": [1, 2], "b": ["x", "y"]}}',
    ["a", "b"],
    [
      ["1", '"x"'],
      ["2", '"y"'],
    ],
  ],
  ['{"inputs": {"a": 1, "b": "x"}}', ["a", "b"], [["1", '"x"']]],
  ['{"inputs": ["one", "two"]}', undefined, [['"one"'], ['"two"']]],
  ['{"inputs": "one"}', undefined, [['"one"']]],
  ['{"inputs": [{"a": 1}], "params": {"p": 1}}', ["a"], [["1"]]],
] as const)("%s is a table", ([body, names, rows], { expect }) => {
  const example = parseExample(body);
  expect(example && tableOfExample(example)).toEqual({ names, rows });
});

test.for([
  ['{"inputs": [[1, 2]]}', { "": "[[1,2]]" }],
  ['{"inputs": {"a": [[1]], "b": [2]}}', { a: "[[1]]", b: "[2]" }],
  ['{"instances": [{"a": [1], "b": 2}, {"a": [3], "b": 4}]}', { a: "[[1],[3]]", b: "[2,4]" }],
  ['{"dataframe_split": {"data": [[1, 2]]}}', { "": "[[1,2]]" }],
] as const)("%s holds arrays", ([body, arrays], { expect }) => {
  const example = parseExample(body);
  const found = Object.entries(example ? arraysOfExample(example) : {});
  expect(Object.fromEntries(found.map(([name, value]) => [name, writtenText(value)]))).toEqual(arrays);
});

test.for(['{"messages": [{"role": "user", "content": "hi"}]}', '"text"', "no JSON"])(
  "%s has no rows",
  (body, { expect }) => {
    expect(parseExample(body)).toBe(undefined);
  },
);
