import { expect, test } from "vitest";
import { predictionsOf, rowsOf } from "./rows-of.ts";

test.for([
  [{ a: 1, b: 2 }, ["a", "b"], [{ a: 1, b: 2 }]],
  [[{ a: 1 }, { a: 2 }], ["a"], [{ a: 1 }, { a: 2 }]],
  ["news", ["text"], [{ text: "news" }]],
  [{ instances: ["news", "more"] }, ["text"], [{ text: "news" }, { text: "more" }]],
  [{ dataframe_records: [{ a: 1 }] }, ["a"], [{ a: 1 }]],
  [{ dataframe_split: { columns: ["b", "a"], data: [[2, 1]] } }, ["a", "b"], [{ b: 2, a: 1 }]],
  [{ dataframe_split: { data: [[1, 2]] } }, ["a", "b"], [{ a: 1, b: 2 }]],
  [
    { inputs: { a: [1, 3], b: [2, 4] } },
    ["a", "b"],
    [
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ],
  ],
  [{ inputs: { a: 1 } }, ["a"], [{ a: 1 }]],
  [
    {
      inputs: [
        [1, 2],
        [3, 4],
      ],
    },
    ["a", "b"],
    [
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ],
  ],
  [{ inputs: [[1, 2, 3]] }, ["a", "b"], [[1, 2, 3]]],
  [{ inputs: [[1, 2]] }, [], [[1, 2]]],
] as const)("the rows of %j with columns %j", ([value, columns, rows]) => {
  expect(rowsOf(value, columns)).toEqual(rows);
});

test.for([
  [{ predictions: [1, 2] }, 2, [1, 2]],
  [{ predictions: { a: [1, 2] } }, 2, [{ a: [1, 2] }]],
  [{ label: "cat" }, 1, [{ label: "cat" }]],
  [[{ prediction: 1 }], 1, [{ prediction: 1 }]],
] as const)("the predictions of %j for %i rows", ([answer, rows, predictions]) => {
  expect(predictionsOf(answer, rows)).toEqual(predictions);
});
