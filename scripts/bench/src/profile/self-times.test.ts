import { test } from "vitest";
import { selfTimes } from "./self-times.ts";

function node(id: number, functionName: string, url = "") {
  return { id, callFrame: { functionName, url, lineNumber: 9 } };
}

test("adds up each function's own time, most first", ({ expect }) => {
  const profile = {
    nodes: [
      node(1, "(idle)"),
      node(2, "read", "file:///switchyard/packages/core/dist/frame.js"),
      node(3, "read", "file:///switchyard/packages/core/dist/frame.js"),
      node(4, ""),
    ],
    samples: [1, 2, 3, 4],
    timeDeltas: [200, 500, 200, 100],
  };
  expect(selfTimes(profile)).toEqual([
    { place: "read dist/frame.js:10", share: 0.7 },
    { place: "(idle)", share: 0.2 },
    { place: "(anonymous)", share: 0.1 },
  ]);
});
