import { dataTypes, fillTensor, type Tensors } from "@switchyard/core";
import { test } from "vitest";
import { drawnRows, exampleRows } from "./probe-rows.ts";

const longs = (shape: readonly number[], ...values: readonly number[]): Tensors => ({
  x: fillTensor("int64", shape, (index) => values[index] ?? 0),
});

test.for<[string, readonly Tensors[], unknown]>([
  ["rows that differ", [longs([3, 1], 5, 5, 6)], [longs([1, 1], 5), longs([1, 1], 6)]],
  ["runs that differ", [longs([1, 1], 5), longs([1, 1], 6)], [longs([1, 1], 5), longs([1, 1], 6)]],
  ["nothing where all rows are alike", [longs([2, 1], 5, 5)], undefined],
  ["nothing where their shapes differ", [longs([1, 1], 5), longs([1, 2], 6, 7)], undefined],
  ["nothing where there is no row", [longs([0, 1])], undefined],
  ["nothing where it is no row", [longs([], 5)], undefined],
  ["nothing without an example", [], undefined],
])("takes from an example %s", ([, prepared, expected], { expect }) => {
  expect(exampleRows(prepared)).toEqual(expected);
});

test.for(dataTypes)("draws different rows of %s, the same each time", (dtype, { expect }) => {
  const specs = [{ name: "x", dtype, shape: [-1] }];
  const [wide, narrow] = drawnRows(specs, []);
  for (const pair of [wide, narrow]) expect(pair?.[0]).not.toEqual(pair?.[1]);
  expect(drawnRows(specs, [])).toEqual(drawnRows(specs, []));
});

test("draws rows of the example's shape, and takes the example itself where those do not run", ({
  expect,
}) => {
  const pairs = drawnRows([{ name: "x", dtype: "int64", shape: [-1, -1] }], [longs([2, 2], 1, 2, 3, 4)]);
  expect(pairs.map(([{ x }]) => x?.shape)).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
    [1, 1],
  ]);
  expect(pairs[2]).toEqual([longs([1, 2], 1, 2), longs([1, 2], 1, 2)]);
});
