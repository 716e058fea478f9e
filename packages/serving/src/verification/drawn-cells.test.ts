import type { ColumnType, ScalarColumnType } from "@switchyard/core";
import fc from "fast-check";
import { test } from "vitest";
import { drawnCells } from "./drawn-cells.ts";
import { oddCells } from "./odd-cells.ts";
import { Random } from "./random.ts";
import { parseWritten } from "./written-json.ts";

const rightFor: Readonly<Record<ScalarColumnType, RegExp>> = {
  boolean: /^(true|false)$/,
  integer: /^-?\d+$/,
  long: /^-?\d+$/,
  float: /^-?\d+(\.\d+)?(e[+-]?\d+)?$/,
  double: /^-?\d+(\.\d+)?(e[+-]?\d+)?$/,
  string: /^"[^]*"$/,
  binary: /^"[A-Za-z0-9+/]*=*"$/,
  datetime: /^"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?"$/,
};

test.for([
  ["boolean", ["true"]],
  ["integer", ["3", "4"]],
  ["long", ["3", "null"]],
  ["float", ["1.5", "2.0"]],
  ["double", []],
  ["string", ['"a"']],
  ["string", []],
  ["binary", []],
  ["datetime", ['"2020-01-01"']],
  ["datetime", ['"2020-01-01T10:00:00"']],
  ["datetime", []],
] as const)("%s cells beside %j are of the type", ([type, known], { expect }) => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom("usual" as const, "wide" as const), (seed, reach) => {
      const cell = drawnCells({ kind: "scalar", type }, known)?.(reach, new Random(seed)) ?? "";
      expect(cell).toMatch(
        known.some((each) => each === "null") && cell === "null" ? /null/ : rightFor[type],
      );
    }),
  );
});

test("what the example leaves out is left out now and then", ({ expect }) => {
  const draw = drawnCells({ kind: "scalar", type: "double" }, ["1.0", "NaN"]);
  const random = new Random(1);
  const cells = Array.from({ length: 100 }, () => draw?.("usual", random));
  expect(cells.filter((cell) => cell === "NaN").length).toBeGreaterThan(20);
  expect(cells.filter((cell) => cell === "NaN").length).toBeLessThan(80);
});

const double: ColumnType = { kind: "scalar", type: "double" };

test.for<[ColumnType, string[], RegExp]>([
  [{ kind: "array", items: double }, ["[1.0,2.0]"], /^\[[^,]+,[^,]+\]$/],
  [{ kind: "array", items: double }, [], /^\[[^,]+(,[^,]+){0,2}\]$/],
  [{ kind: "map", values: double }, ['{"k":1.0}'], /^\{("k":[\d.]+)?\}$/],
  [{ kind: "object", properties: [{ name: "a", type: double, required: true }] }, [], /^\{"a":[^,]+\}$/],
  [{ kind: "any" }, ['{"x":1}'], /^\{"x":1\}$/],
])("%j cells beside %j match %s", ([type, known, pattern], { expect }) => {
  const draw = drawnCells(type, known);
  const random = new Random(1);
  for (let count = 0; count < 50; count += 1) expect(draw?.("usual", random)).toMatch(pattern);
});

test("nobody can draw what may be anything without an example", ({ expect }) => {
  expect(drawnCells({ kind: "any" }, [])).toBe(undefined);
  expect(drawnCells({ kind: "array", items: { kind: "any" } }, [])).toBe(undefined);
});

test.for(["boolean", "integer", "long", "float", "double", "string", "binary", "datetime"] as const)(
  "odd %s cells are JSON to Python, a missing one among them",
  (type, { expect }) => {
    const cells = oddCells({ kind: "scalar", type }, [], new Random(1));
    expect(cells).toContain("null");
    for (const cell of cells) expect(() => parseWritten(cell)).not.toThrow();
  },
);
