import { test } from "vitest";
import { shown, shownSpread } from "./numbers.ts";
import { table } from "./table.ts";

test("a table has texts at the left and numbers at the right", ({ expect }) => {
  expect(table(["server", "n"], [["a", "1000"]])).toBe(
    "| server |    n |\n| ------ | ---: |\n| a      | 1000 |",
  );
});

test.for([
  [12_345.6, "12346"],
  [12.345, "12.3"],
  [1.2345, "1.23"],
  [0.0123, "0.012"],
  [0, "0.00"],
  [undefined, "–"],
  [NaN, "–"],
] as const)("shows %d as %s", ([value, text], { expect }) => {
  expect(shown(value)).toBe(text);
});

test("shows a spread only where there is one", ({ expect }) => {
  expect(shownSpread({ median: 2, least: 1, most: 3 })).toBe("2.00 (1.00–3.00)");
  expect(shownSpread({ median: 2, least: 2, most: 2 })).toBe("2.00");
});
