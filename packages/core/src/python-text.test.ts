import { expect, test } from "vitest";
import { NumpyArray, NumpyScalar } from "./numpy-values.ts";
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
  [{ k: new NumpyScalar("int64", 4n) }, "{'k': np.int64(4)}"],
  [[new NumpyScalar("float64", 1), new NumpyScalar("bool", true)], "[np.float64(1.0), np.True_]"],
  [new NumpyArray({ dtype: "float64", shape: [], data: Float64Array.of(1) }), "1.0"],
  [new NumpyArray({ dtype: "object", shape: [], data: [null] }), "None"],
  [
    new NumpyArray({ dtype: "float64", shape: [300_000], data: new Float64Array(300_000) }),
    "[0. 0. 0. ... 0. 0. 0.]",
  ],
  [
    new NumpyArray({ dtype: "bool", shape: [501, 2], data: new Uint8Array(1002) }),
    "[[False False]\n [False False]\n [False False]\n ...\n [False False]\n [False False]\n [False False]]",
  ],
  [new NumpyArray({ dtype: "float64", shape: [0], data: new Float64Array(0) }), "[]"],
  [new NumpyArray({ dtype: "float64", shape: [2], data: Float64Array.of(1.5, -7) }), "[ 1.5 -7. ]"],
  [new NumpyArray({ dtype: "float64", shape: [2], data: Float64Array.of(Number.NaN, 1.5) }), "[nan 1.5]"],
  [new NumpyArray({ dtype: "float64", shape: [2], data: Float64Array.of(1e-5, 1) }), "[1.e-05 1.e+00]"],
  [
    new NumpyArray({
      dtype: "float64",
      shape: [3],
      data: Float64Array.of(-43.7, -15.2, 1.3387656155625744e-27),
    }),
    "[-4.37000000e+01 -1.52000000e+01  1.33876562e-27]",
  ],
  [
    new NumpyArray({ dtype: "float64", shape: [2, 2], data: Float64Array.of(1, 2, 3.5, 4) }),
    "[[1.  2. ]\n [3.5 4. ]]",
  ],
  [
    new NumpyArray({ dtype: "int64", shape: [2, 2], data: BigInt64Array.of(1n, -20n, 3n, 4n) }),
    "[[  1 -20]\n [  3   4]]",
  ],
  [new NumpyArray({ dtype: "bool", shape: [2], data: Uint8Array.of(1, 0) }), "[ True False]"],
  [new NumpyArray({ dtype: "string", shape: [2], data: ["a", "it's"] }), `['a' "it's"]`],
  [
    new NumpyArray({
      dtype: "int64",
      shape: [30],
      data: BigInt64Array.from({ length: 30 }, (_, at) => BigInt(at)),
    }),
    "[ 0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23\n 24 25 26 27 28 29]",
  ],
  [{ a: 1, b: [false] }, "{'a': 1, 'b': [False]}"],
  [["it's"], `["it's"]`],
  [[`"it's"`], String.raw`['"it\'s"']`],
  [Uint8Array.of(0x68, 0x27, 0x00, 0xff, 0x5c), String.raw`b"h'\x00\xff\\"`],
  [["a\n\t\\\u0001é\u200b"], String.raw`['a\n\t\\\x01é\u200b']`],
] as const)("makes a text of %o", ([value, text]) => {
  expect(pythonText(value)).toBe(text);
});
