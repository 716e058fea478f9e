import { test } from "vitest";
import { parsePythonJson } from "./parse-python-json.ts";

test.for([
  ['{"a": NaN, "b": [-Infinity, Infinity]}', { a: Number.NaN, b: [-Infinity, Infinity] }],
  ['{"a": "NaN \\" NaN"}', { a: 'NaN " NaN' }],
  ["[9007199254740993, 1.5, 1e30]", [9007199254740993n, 1.5, 1e30]],
] as const)("reads %s", ([text, expected], { expect }) => {
  expect(parsePythonJson(text)).toEqual(expected);
});

test("refuses what is no JSON in Python either", ({ expect }) => {
  expect(() => parsePythonJson("{a: 1}")).toThrow(SyntaxError);
});
