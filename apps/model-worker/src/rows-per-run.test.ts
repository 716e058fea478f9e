import { test } from "vitest";
import { rowsPerRun } from "./rows-per-run.ts";

test.for([
  [undefined, 64, 64],
  [8, 64, 8],
  [128, 64, 128],
  [undefined, 0, 0],
  [8, 0, 0],
] as const)("configured %s for a model of %i: %i", ([configured, ofModel, rows], { expect }) => {
  expect(rowsPerRun(configured, ofModel)).toBe(rows);
});
