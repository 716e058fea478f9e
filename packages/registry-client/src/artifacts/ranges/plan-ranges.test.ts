import { assert, integer, property, tuple } from "fast-check";
import { test } from "vitest";
import { planRanges } from "./plan-ranges.ts";

const mib = 2 ** 20;

test.for([
  [0, 0],
  [1, 1],
  [16 * mib - 1, 1],
  [16 * mib, 2],
  [16 * mib + 1, 3],
  [100 * mib, 13],
] as const)("reads a file of %i bytes in %i parts", ([sizeBytes, parts], { expect }) => {
  expect(planRanges(sizeBytes)).toHaveLength(parts);
});

test("every byte is in one part, in the file's order", () => {
  const sizes = tuple(
    integer({ min: 0, max: 5000 }),
    integer({ min: 0, max: 3000 }),
    integer({ min: 1, max: 999 }),
  );
  assert(
    property(sizes, ([sizeBytes, fromBytes, rangeBytes]) => {
      let end = 0;
      for (const { from, to } of planRanges(sizeBytes, { fromBytes, rangeBytes })) {
        if (from !== end || to <= from) return false;
        end = to;
      }
      return end === sizeBytes;
    }),
  );
});
