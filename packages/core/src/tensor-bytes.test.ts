import { test } from "vitest";
import { fillTensor } from "./fill-tensor.ts";
import { dataTypes } from "./tensor.ts";
import { bytesOf, tensorOver } from "./tensor-bytes.ts";

test.for(dataTypes.filter((dtype) => dtype !== "string"))(
  "%s survives the way through bytes",
  (dtype, { expect }) => {
    const original = fillTensor(dtype, [2, 2], (index) => index % 2);
    const unaligned = Buffer.alloc(bytesOf(original).length + 1).subarray(1);
    unaligned.set(bytesOf(original));
    expect(tensorOver(dtype, [2, 2], unaligned)).toEqual(original);
  },
);

test("bytes that do not fill the shape are refused", ({ expect }) => {
  expect(() => tensorOver("float32", [2], new Uint8Array(4))).toThrow(
    "shape [2] of float32 takes 8 bytes, found 4",
  );
});

test.for([
  ["int64", [1.9, 9007199254740993n, true], [1n, 9007199254740993n, 1n]],
  ["int8", [300, -1.5, "7"], [44, -1, 7]],
  ["float32", ["1.5", 2n, false], [1.5, 2, 0]],
  ["bool", [0, 0.5, ""], [0, 1, 0]],
  ["string", [1, "a", true], ["1", "a", "true"]],
] as const)("casts to %s", ([dtype, values, expected], { expect }) => {
  const { data } = fillTensor(dtype, [3], (index) => values[index] ?? 0);
  expect([...data]).toEqual(expected);
});

test("a text that is no number is refused", ({ expect }) => {
  expect(() => fillTensor("float64", [1], () => "x")).toThrow('expected a number, found "x"');
});
