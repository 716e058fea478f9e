import { test } from "vitest";
import { predictionsOf } from "./predictions.ts";

test("classes are sorted, the likeliest first", ({ expect }) => {
  const body = { prediction: "b", label: "b", confidence: 0.9, probabilities: { a: 0.1, b: 0.9 } };
  expect(predictionsOf(body)).toEqual([
    {
      value: "b",
      probabilities: [
        ["b", 0.9],
        ["a", 0.1],
      ],
    },
  ]);
});

test("a list has an answer for each row", ({ expect }) => {
  expect(predictionsOf([{ prediction: 8.2 }, { prediction: 0 }]).map(({ value }) => value)).toEqual([8.2, 0]);
});

test.for([[{ predictions: [1] }], ["text"], [null], [[1, 2]]])(
  "%j is shown as it is",
  ([body], { expect }) => {
    expect(predictionsOf(body)).toEqual([]);
  },
);
