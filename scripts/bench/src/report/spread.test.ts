import fc from "fast-check";
import { test } from "vitest";
import { spreadOf } from "./spread.ts";

test.for([
  [[3], { median: 3, least: 3, most: 3 }],
  [[3, 1, 2], { median: 2, least: 1, most: 3 }],
  [[4, 1, 2, 3], { median: 2.5, least: 1, most: 4 }],
  [[NaN, 5, Infinity], { median: 5, least: 5, most: 5 }],
  [[], undefined],
] as const)("of %j it is %j", ([values, spread], { expect }) => {
  expect(spreadOf(values)).toEqual(spread);
});

test("the median lies between the least and the most, in whatever order they come", ({ expect }) => {
  // Both zeros rank alike.
  const number = fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((each) => each + 0);
  const numbers = fc.array(number, { minLength: 1 });
  fc.assert(
    fc.property(numbers, (values) => {
      const spread = spreadOf(values);
      expect(spread).toEqual(spreadOf(values.toReversed()));
      expect(spread?.median).toBeGreaterThanOrEqual(Math.min(...values));
      expect(spread?.median).toBeLessThanOrEqual(Math.max(...values));
    }),
  );
});
