import { test } from "vitest";
import { isolatedPoints } from "./isolated-points.ts";
import { lineSummary } from "./line-summary.ts";
import { versionMarks } from "./marks.ts";
import { sparklinePath } from "./sparkline-path.ts";

test("a mark stands where another version began to answer", ({ expect }) => {
  const versions = [null, "1", "1", null, "2", "1"];
  const series = versions.map((version, second) => ({ at: new Date(second * 1000).toISOString(), version }));
  expect(versionMarks(series)).toEqual([
    { at: 4, text: "v2" },
    { at: 5, text: "v1" },
  ]);
});

test("a value between two gaps stands alone", ({ expect }) => {
  expect(isolatedPoints([1, null, 2, 3, null, undefined, 4])).toEqual([0, 6]);
});

test("a chart is told in words", ({ expect }) => {
  const lines = [
    { label: "requests", values: [1, null, 7, 2] },
    { label: "errors", values: [null] },
  ];
  expect(lineSummary(lines, String)).toBe("requests: 2 now, at most 7. errors: not known.");
});

test("the newest value of a sparkline is at its right end, the largest at its top", ({ expect }) => {
  expect(sparklinePath([0, 4, 2], 5)).toBe("M50 22L75 2L100 12");
});
