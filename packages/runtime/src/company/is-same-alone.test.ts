import { fillTensor, type DataType, type Tensor, type Tensors } from "@switchyard/core";
import { test } from "vitest";
import { isSameAlone } from "./is-same-alone.ts";

type Values = readonly (number | string)[];

function tensorOf(values: Values, dtype: DataType, rows: number): Tensor {
  return fillTensor(dtype, [rows, values.length / rows], (index) => values[index] ?? 0);
}

const row = (values: Values, dtype: DataType = "float32"): Tensors => ({ y: tensorOf(values, dtype, 1) });
const pair = (values: Values, dtype: DataType = "float32"): Tensors => ({ y: tensorOf(values, dtype, 2) });

test.for<[string, Tensors, readonly Tensors[], boolean]>([
  ["equal rows", pair([1, 2]), [row([1]), row([2])], true],
  ["sums in another order", pair([1.000001, 2]), [row([1]), row([2])], true],
  ["small numbers beside a large one", pair([1, 1e-7, 0, 1]), [row([1, 2e-7]), row([0, 1])], true],
  ["another number", pair([1.01, 2]), [row([1]), row([2])], false],
  ["rows in another order", pair([2, 1]), [row([1]), row([2])], false],
  ["no numbers alike", pair([Number.NaN, Infinity]), [row([Number.NaN]), row([Infinity])], true],
  ["no number for a number", pair([Number.NaN, 2]), [row([1]), row([2])], false],
  [
    "whole numbers one apart",
    pair([1_000_000, 2], "int64"),
    [row([1_000_001], "int64"), row([2], "int64")],
    false,
  ],
  ["half floats a bit apart", pair([1, 2.002], "float16"), [row([1], "float16"), row([2], "float16")], true],
  ["equal texts", pair(["a", "b"], "string"), [row(["a"], "string"), row(["b"], "string")], true],
  ["other texts", pair(["a", "b"], "string"), [row(["a"], "string"), row(["c"], "string")], false],
  ["a row too few", row([1]), [row([1]), row([1])], false],
  ["wider rows", { y: tensorOf([1, 1, 2, 2], "float32", 2) }, [row([1]), row([2])], false],
  ["another output", pair([1, 2]), [{ z: tensorOf([1], "float32", 1) }, row([2])], false],
])("%s: %#", ([, together, alone, expected], { expect }) => {
  expect(isSameAlone(together, alone)).toBe(expected);
});
