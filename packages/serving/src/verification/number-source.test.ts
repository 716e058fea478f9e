import fc from "fast-check";
import { test } from "vitest";
import { NumberSource } from "./number-source.ts";
import { Random } from "./random.ts";

const knowns = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 2, maxLength: 6 });

test("usual numbers lie in the example's range, but for small neighbours of its own values", ({ expect }) => {
  fc.assert(
    fc.property(knowns, fc.integer(), (known, seed) => {
      fc.pre(new Set(known).size > 1);
      const value = new NumberSource(known).float("usual", new Random(seed));
      const [min, max] = [Math.min(...known), Math.max(...known)];
      const margin = 0.01 + Math.max(Math.abs(min), Math.abs(max)) * 1e-6;
      expect(value).toBeGreaterThanOrEqual(min - margin);
      expect(value).toBeLessThanOrEqual(max + margin);
    }),
  );
});

test("numbers are finite whatever is known, and whole where they are integers", ({ expect }) => {
  const any = fc.array(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), { maxLength: 4 });
  fc.assert(
    fc.property(
      any,
      fc.constantFrom("usual" as const, "wide" as const),
      fc.integer(),
      (known, reach, seed) => {
        expect(
          Number.isFinite(new NumberSource(known.map(Math.trunc)).integer(reach, new Random(seed))),
        ).toBe(true);
        expect(Number.isFinite(new NumberSource(known).float(reach, new Random(seed)))).toBe(true);
      },
    ),
  );
});

test("among usual numbers are round ones, known ones and their neighbours; wide ones go beyond", ({
  expect,
}) => {
  const random = new Random(3);
  const numbers = new NumberSource([1.37, 4.81]);
  const usual = Array.from({ length: 2000 }, () => numbers.float("usual", random));
  for (const each of [2, 2.5, 3.3, 1.37, 4.81, Math.fround(1.37), 1.37 * (1 + 2 ** -52), 3.09])
    expect(usual.some((value) => Math.abs(value - each) < 1e-15)).toBe(true);
  const wide = Array.from({ length: 2000 }, () => numbers.float("wide", random));
  expect(wide.some((value) => value < 1)).toBe(true);
  expect(wide.some((value) => value > 5.5)).toBe(true);
});

test("integers are drawn from the whole range", ({ expect }) => {
  const random = new Random(3);
  const numbers = new NumberSource([2, 6]);
  const drawn = new Set(Array.from({ length: 500 }, () => numbers.integer("usual", random)));
  expect([2, 3, 4, 5, 6].filter((each) => !drawn.has(each))).toEqual([]);
});

test("no part of the range is left out: a thousand numbers leave no gap of a hundredth", ({ expect }) => {
  const random = new Random(3);
  const numbers = new NumberSource([0, 1]);
  const drawn = Array.from({ length: 1000 }, () => numbers.float("usual", random));
  const within = drawn.filter((each) => each >= 0 && each <= 1);
  const sorted = [0, ...within, 1].toSorted((one, other) => one - other);
  const gaps = sorted.map((each, at) => each - (sorted[at - 1] ?? each));
  expect(Math.max(...gaps)).toBeLessThan(0.008);
});
