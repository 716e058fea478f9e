import { test } from "vitest";
import { rowsOfOne, rowsPerRun } from "./rows-per-run.ts";

test.for([
  [undefined, 64, false, 64, 256],
  [undefined, 64, true, 1, 256],
  [8, 64, true, 8, 256],
  [128, 64, false, 128, 256],
  [1, 64, false, 1, undefined],
  [undefined, 0, false, 0, undefined],
  [8, 0, false, 0, undefined],
] as const)(
  "configured %s for a model of %i, spread: %s, %i of many, %s of one",
  ([configured, ofModel, isSpread, ofMany, ofOne], { expect }) => {
    expect(rowsPerRun({ configured, ofModel, isSpread })).toBe(ofMany);
    expect(rowsOfOne({ configured, ofModel })).toBe(ofOne);
  },
);
