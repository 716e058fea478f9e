import fc from "fast-check";
import { test } from "vitest";
import { parseWritten, WrittenNumber, writtenText } from "./written-json.ts";

test.for([
  "[1,1.0,-0.0,1e400,9223372036854775808]",
  '{"a":[NaN,Infinity,-Infinity],"b":"NaN","c":"\\"NaN"}',
  '{"__proto__":null,"x":true}',
])("%s is written as it was read", (text, { expect }) => {
  expect(writtenText(parseWritten(text))).toBe(text);
});

test("whatever JSON holds is kept", ({ expect }) => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = JSON.stringify(value);
      expect(writtenText(parseWritten(text))).toBe(text);
    }),
  );
});

test("an integer is told from a float", ({ expect }) => {
  expect(new WrittenNumber("-3").isInteger).toBe(true);
  expect(new WrittenNumber("3.0").isInteger).toBe(false);
  expect(new WrittenNumber("1e3").isInteger).toBe(false);
});

test("what is no JSON is refused", ({ expect }) => {
  expect(() => parseWritten("[1,")).toThrow(SyntaxError);
});
