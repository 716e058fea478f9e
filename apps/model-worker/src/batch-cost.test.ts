import { expect, test } from "vitest";
import { learn, rowsWithin, unknownCost, type BatchCost, type MeasuredRun } from "./batch-cost.ts";

test.for([
  ["nothing is known", [], 10, 1e6],
  ["a row takes a millisecond beside two of the run", runs([1, 10, 40], (rows) => 2 + rows), 10.5, 8],
  ["all runs were of one size", runs([4, 4, 4], () => 8), 10.5, 5],
  ["rows take no time", runs([1, 10, 40], () => 3), 10, 1e6],
  ["even one row takes longer", runs([1, 2, 3], (rows) => 20 * rows), 10, 1],
  ["even the run itself takes longer", runs([1, 10, 40], () => 30), 10, 1],
] as const)("when %s", ([, measured, budgetMs, rows]) => {
  expect(Math.min(rowsWithin(costOf(measured), budgetMs), 1e6)).toBe(rows);
});

test("forgets how fast the machine once was", () => {
  const slower = [...runs(many, (rows) => rows), ...runs(many, (rows) => 10 * rows)];
  expect(rowsWithin(costOf(slower), 105)).toBe(10);
});

const many = Array.from({ length: 300 }, (_, index) => 1 + (index % 20));

function runs(rows: readonly number[], msOf: (rows: number) => number): readonly MeasuredRun[] {
  return rows.map((each) => ({ rows: each, ms: msOf(each) }));
}

function costOf(measured: readonly MeasuredRun[]): BatchCost {
  let cost = unknownCost;
  for (const run of measured) cost = learn(cost, run);
  return cost;
}
