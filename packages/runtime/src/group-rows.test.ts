import { fillTensor, type Tensors } from "@switchyard/core";
import { test } from "vitest";
import { groupRows } from "./group-rows.ts";

const rows = (id: string, ...shape: number[]): { id: string; inputs: Tensors } => ({
  id,
  inputs: { x: fillTensor("float32", shape, () => 0) },
});
const whole = { id: "i", inputs: { x: fillTensor("int64", [1, 2], () => 0) } };
const uneven = {
  id: "u",
  inputs: { x: fillTensor("int64", [2, 2], () => 0), y: fillTensor("int64", [1, 2], () => 0) },
};

test.for([
  ["rows of one shape together", [rows("a", 1, 2), rows("b", 2, 2)], ["ab"]],
  ["rows of another shape apart", [rows("a", 1, 2), rows("b", 1, 3), rows("c", 1, 2)], ["ac", "b"]],
  ["rows of another type apart", [rows("a", 1, 2), whole], ["a", "i"]],
  [
    "what is over the limit in the next run",
    [rows("a", 3, 2), rows("b", 2, 2), rows("c", 2, 2)],
    ["a", "bc"],
  ],
  ["a request over the limit alone", [rows("a", 9, 2), rows("b", 1, 2)], ["a", "b"]],
  ["scalars alone, also where rows are expected", [rows("a"), rows("b"), rows("c", 1)], ["a", "b", "c"]],
  ["inputs of different numbers of rows alone", [uneven, uneven], ["u", "u"]],
  ["nothing when nothing waits", [], []],
] as const)("puts %s", ([, items, expected], { expect }) => {
  const groups = groupRows(items, 4);
  expect(groups.map((group) => group.map(({ id }) => id).join(""))).toEqual(expected);
});
