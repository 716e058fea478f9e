import { test } from "vitest";
import { didYouMean, nearNames } from "./near-names.ts";

test.for([
  ["iriss", ["iris", "digits"], ["iris"]],
  ["IRIS", ["iris"], ["iris"]],
  ["topic-clasification", ["topic-classification", "iris"], ["topic-classification"]],
  ["champoin", ["challenger", "champion"], ["champion"]],
  ["ab", ["xy", "a"], ["a"]],
  ["zebra", ["iris"], []],
  ["aaa", ["aab", "aaa", "aba", "baa"], ["aaa", "aab", "aba"]],
] as const)("finds what %s may have meant among %j", ([name, candidates, expected], { expect }) => {
  expect(nearNames(name, candidates)).toEqual(expected);
});

test("asks only when there is something to ask", ({ expect }) => {
  expect(didYouMean("iriss", ["iris"])).toBe("; did you mean iris?");
  expect(didYouMean("zebra", ["iris"])).toBe("");
});
