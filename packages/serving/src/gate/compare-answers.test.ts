import fc from "fast-check";
import { test } from "vitest";
import { compareAnswers } from "./compare-answers.ts";

test.for([
  [{ predictions: [1, 2] }, { predictions: [1, 2] }, []],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, []],
  [1.0000001, 1, []],
  [1.00001, 1, ["answer"]],
  [0, 1e-9, ["answer"]],
  [1e300, -1e300, ["answer"]],
  [{ predictions: [{ label: "a" }] }, { predictions: [{ label: "b" }] }, ["predictions[0].label"]],
  [{ predictions: [1, 2, 3] }, { predictions: [1] }, ["predictions"]],
  [{ predictions: [1, 5, 3] }, { predictions: [2, 5, 4] }, ["predictions[0]", "predictions[2]"]],
  [{ a: null }, {}, ["a"]],
  [{}, { toString: 1 }, ["toString"]],
  [[], {}, ["answer"]],
  ["1", 1, ["answer"]],
  [true, 1, ["answer"]],
] as const)("%j against %j differs at %j", ([found, expected, places], { expect }) => {
  expect(compareAnswers(found, expected, 1e-6).map(({ path }) => path)).toEqual(places);
});

test("an answer is like itself, and two answers differ at the same places either way", ({ expect }) => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(compareAnswers(one, one, 0)).toEqual([]);
      expect(paths(one, other)).toEqual(paths(other, one));
    }),
  );
});

function paths(found: unknown, expected: unknown): readonly string[] {
  return compareAnswers(found, expected, 1e-6)
    .map(({ path }) => path)
    .toSorted();
}
