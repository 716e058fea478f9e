import fc from "fast-check";
import { test } from "vitest";
import type { Field } from "./field.ts";
import { parsePasted } from "./parse-pasted.ts";

const fields: readonly Field[] = [
  { name: "a", type: "number", typeName: "double", required: true },
  { name: "b", type: "text", typeName: "string", required: false },
];

test.for([
  [
    "1,x\n2,y",
    [
      ["1", "x"],
      ["2", "y"],
    ],
  ],
  ["b,a\r\nx,1\r\n", [["1", "x"]]],
  ["a\n1\n", [["1", ""]]],
  ["1\tx, y", [["1", "x, y"]]],
  ['1,"x, ""y"""', [["1", 'x, "y"']]],
  ['1,"two\nlines"\n\n', [["1", "two\nlines"]]],
  ["", []],
] as const)("%j makes rows", ([text, rows], { expect }) => {
  expect(parsePasted(text, fields)).toEqual(rows);
});

test("whatever was pasted makes rows as wide as the form, and not too many", ({ expect }) => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", "b", '"', ",", "\t", "\n", "\r\n", "1", " ")), (parts) => {
      const rows = parsePasted(parts.join(""), fields);
      expect(rows.every((row) => row.length === 2)).toBe(true);
    }),
  );
  expect(parsePasted("1,x\n".repeat(500), fields)).toHaveLength(100);
});
