import fc from "fast-check";
import { test } from "vitest";
import { Random } from "./random.ts";

test("the same seed gives the same numbers, another gives others", ({ expect }) => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const [one, same, other] = [new Random(seed), new Random(seed), new Random(seed + 1)];
      const numbers = Array.from({ length: 20 }, () => one.fraction());
      expect(Array.from({ length: 20 }, () => same.fraction())).toEqual(numbers);
      expect(Array.from({ length: 20 }, () => other.fraction())).not.toEqual(numbers);
    }),
  );
});

test("fractions lie evenly between 0 and 1", ({ expect }) => {
  const random = new Random(7);
  const tenths = Array.from({ length: 10_000 }, () => Math.floor(random.fraction() * 10));
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const count = tenths.filter((each) => each === tenth).length;
    expect(count).toBeGreaterThan(850);
    expect(count).toBeLessThan(1150);
  }
});

test("whole numbers reach both ends and none beyond", ({ expect }) => {
  const random = new Random(1);
  const drawn = new Set(Array.from({ length: 200 }, () => random.integer(-1, 2)));
  expect(drawn).toEqual(new Set([-1, 0, 1, 2]));
});

test("nothing can be picked from nothing", ({ expect }) => {
  expect(() => new Random(1).pick([])).toThrow("nothing to pick from");
});
