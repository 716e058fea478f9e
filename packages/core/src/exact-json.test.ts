import fc from "fast-check";
import { test } from "vitest";
import { exactNumbers, parseExactJson } from "./exact-json.ts";

test.for([
  [9007199254740993n, "9007199254740993"],
  [-(2n ** 70n), "-1180591620717411303424"],
  [1e20, "1e+20"],
  [2 ** 53, "9.007199254740992e+15"],
  [2 ** 53 - 1, "9007199254740991"],
  [1.5, "1.5"],
] as const)("writes %s as %s", ([value, text], { expect }) => {
  expect(JSON.stringify({ value }, exactNumbers)).toBe(`{"value":${text}}`);
  expect(parseExactJson(`{"value":${text}}`)).toEqual({ value });
});

test("what double and integers say is kept", ({ expect }) => {
  const numbers = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
    fc.bigInt().filter((value) => !Number.isSafeInteger(Number(value))),
  );
  fc.assert(
    fc.property(fc.array(numbers), (values) => {
      expect(parseExactJson(JSON.stringify(values, exactNumbers))).toEqual(values);
    }),
  );
});
