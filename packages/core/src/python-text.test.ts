import { expect, test } from "vitest";
import { floatRepr, PythonFloat, pythonText } from "./python-text.ts";

test.for([
  [1, "1.0"],
  [-0, "-0.0"],
  [0.1, "0.1"],
  [1e-7, "1e-07"],
  [1e-5, "1e-05"],
  [0.0001, "0.0001"],
  [123456789012345680, "1.2345678901234568e+17"],
  [1e15, "1000000000000000.0"],
  [1e16, "1e+16"],
  [1e22, "1e+22"],
  [1.5e300, "1.5e+300"],
  [5e-324, "5e-324"],
  [0.30000000000000004, "0.30000000000000004"],
  [Math.fround(0.1), "0.10000000149011612"],
  [Number.NaN, "nan"],
  [Number.NEGATIVE_INFINITY, "-inf"],
] as const)("prints the double %d as %s", ([value, text]) => {
  expect(floatRepr(value)).toBe(text);
});

test.for([
  ["plain", "plain"],
  [1, "1"],
  [new PythonFloat(1), "1.0"],
  [1.5, "1.5"],
  [9007199254740993n, "9007199254740993"],
  [true, "True"],
  [null, "None"],
  [[1, "a", null], "[1, 'a', None]"],
  [{ a: 1, b: [false] }, "{'a': 1, 'b': [False]}"],
  [["it's"], `["it's"]`],
  [[`"it's"`], String.raw`['"it\'s"']`],
  [Uint8Array.of(0x68, 0x27, 0x00, 0xff, 0x5c), String.raw`b"h'\x00\xff\\"`],
  [["a\n\t\\\u0001é\u200b"], String.raw`['a\n\t\\\x01é\u200b']`],
] as const)("makes a text of %o", ([value, text]) => {
  expect(pythonText(value)).toBe(text);
});
