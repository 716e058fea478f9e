import { test } from "vitest";
import { progressLine } from "./load-progress.ts";

test.for([
  [[], "[------------------------] 0 of 0 models ready, 0.0 of 0.0 MB fetched"],
  [
    [{ state: "loading", fetchedBytes: 1e6, totalBytes: 2e6 }],
    "[######------------------] 0 of 1 models ready, 1.0 of 2.0 MB fetched",
  ],
  [
    [{ state: "ready", fetchedBytes: 2e6, totalBytes: 2e6 }],
    "[########################] 1 of 1 models ready, 2.0 of 2.0 MB fetched",
  ],
] as const)("shows %j", ([models, line], { expect }) => {
  expect(progressLine(models)).toBe(line);
});
