import fc from "fast-check";
import { expect, test } from "vitest";
import { quantileOf } from "./quantile-of.ts";

const bounds = [1, 2, 4, Infinity];

test.for([
  [[0, 0, 0, 0], 0.5, undefined],
  [[10, 0, 0, 0], 0.5, 0.5],
  [[0, 10, 0, 0], 0.5, 1.5],
  [[5, 0, 5, 0], 0.5, 1],
  [[5, 0, 5, 0], 0.75, 3],
  [[0, 0, 0, 3], 0.99, 4],
] as const)("of %j the share %d lies below %d", ([counts, share, expected]) => {
  expect(quantileOf(bounds, counts, share)).toBe(expected);
});

test("it lies in the class of the value with this rank, and grows with the share", () => {
  const durations = fc.array(fc.double({ min: 0, max: 3.99, noNaN: true }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(durations, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
      const counts = bounds.map(
        (to, index) => values.filter((v) => v <= to && v > (bounds[index - 1] ?? -1)).length,
      );
      const quantile = quantileOf(bounds, counts, share) ?? NaN;
      const ranked =
        values.toSorted((one, other) => one - other)[Math.ceil(share * values.length) - 1] ?? NaN;
      const to = bounds.find((bound) => ranked <= bound) ?? NaN;
      expect(quantile).toBeLessThanOrEqual(to);
      expect(quantile).toBeGreaterThanOrEqual(bounds[bounds.indexOf(to) - 1] ?? 0);
      expect(quantileOf(bounds, counts, share / 2) ?? NaN).toBeLessThanOrEqual(quantile);
    }),
  );
});
