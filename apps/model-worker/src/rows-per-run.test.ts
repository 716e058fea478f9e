import { test } from "vitest";
import { rowsOfOne, rowsPerRun } from "./rows-per-run.ts";

test.for([
  [undefined, 64, true, 64, 256],
  [undefined, 64, false, 1, 256],
  [8, 64, false, 8, 256],
  [128, 64, true, 128, 256],
  [1, 64, true, 1, undefined],
  [undefined, 0, true, 0, undefined],
  [8, 0, true, 0, undefined],
] as const)(
  "configured %s for a model of %i that shares well: %s, %i of many, %s of one",
  ([configured, ofModel, sharesWell, ofMany, ofOne], { expect }) => {
    expect(rowsPerRun({ configured, ofModel, sharesWell })).toBe(ofMany);
    expect(rowsOfOne({ configured, ofModel })).toBe(ofOne);
  },
);
