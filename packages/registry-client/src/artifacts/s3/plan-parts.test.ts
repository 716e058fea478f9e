import { test } from "vitest";
import { planParts } from "./plan-parts.ts";

const mebibyte = 2 ** 20;

test.for([
  [0, undefined, [[0, 0]]],
  [1, undefined, [[0, 1]]],
  [64 * mebibyte, undefined, [[0, 64 * mebibyte]]],
  [
    64 * mebibyte + 1,
    undefined,
    [
      [0, 64 * mebibyte],
      [64 * mebibyte, 64 * mebibyte + 1],
    ],
  ],
  [
    10,
    4,
    [
      [0, 4],
      [4, 8],
      [8, 10],
    ],
  ],
] as const)("sends %i bytes in parts of %s as %j", ([sizeBytes, partBytes, ranges], { expect }) => {
  expect(planParts(sizeBytes, partBytes)).toEqual(ranges.map(([from, to]) => ({ from, to })));
});

test("sends the largest object that S3 takes in no more parts than it takes", ({ expect }) => {
  const parts = planParts(5 * 2 ** 40);
  expect(parts.length).toBeLessThanOrEqual(10_000);
  expect(parts.at(-1)?.to).toBe(5 * 2 ** 40);
});
