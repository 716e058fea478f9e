import fc from "fast-check";
import { test } from "vitest";
import { jsonText, pythonLiteral } from "./literal.ts";

const rows = Array.from({ length: 3 }, () => ["a rather long text", "another one", 1]);

test("what is short stays on one line, what is long gets a line for each item", ({ expect }) => {
  expect(jsonText({ rows, on: true })).toBe(`{
  "rows": [
    ["a rather long text", "another one", 1],
    ["a rather long text", "another one", 1],
    ["a rather long text", "another one", 1]
  ],
  "on": true
}`);
});

test("Python has its own words, and a comma after the last item", ({ expect }) => {
  expect(pythonLiteral({ a: null, b: [true, false] })).toBe('{"a": None, "b": [True, False]}');
  expect(pythonLiteral(rows)).toMatch(/^\[\n {4}\["a rather [^]*1\],\n\]$/);
});

test("JSON is the same value again", ({ expect }) => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
