import fc from "fast-check";
import { test } from "vitest";
import { barsOf, countLabel, measureLabel } from "./classes.ts";

const label = measureLabel(String);

test("empty ends are left out, gaps between are not", ({ expect }) => {
  const classes = [0, 2, 0, 1, 0].map((count, index) => ({ bound: index + 1, count }));
  expect(barsOf(classes, label)).toEqual([
    { label: "≤ 2", count: 2 },
    { label: "≤ 3", count: 0 },
    { label: "≤ 4", count: 1 },
  ]);
});

test("the last class has no end", ({ expect }) => {
  expect(
    barsOf(
      [
        { bound: 5, count: 1 },
        { bound: undefined, count: 2 },
      ],
      label,
    ),
  ).toEqual([
    { label: "≤ 5", count: 1 },
    { label: "> 5", count: 2 },
  ]);
});

test("however many classes there are, few bars hold all that was counted", ({ expect }) => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { maxLength: 60 }), (counts) => {
      const bars = barsOf(
        counts.map((count, index) => ({ bound: index, count })),
        label,
      );
      expect(bars.length).toBeLessThanOrEqual(9);
      expect(sum(bars.map(({ count }) => count))).toBe(sum(counts));
    }),
  );
});

function sum(all: readonly number[]): number {
  return all.reduce((total, each) => total + each, 0);
}

test.for([
  [undefined, 1, "1"],
  [1, 2, "2"],
  [2, 4, "3–4"],
  [4096, undefined, "4097 or more"],
] as const)("rows above %s up to %s are called %s", ([above, upTo, text], { expect }) => {
  expect(countLabel(above, upTo)).toBe(text);
});
