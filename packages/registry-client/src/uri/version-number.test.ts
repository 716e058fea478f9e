import { test } from "vitest";
import { versionNumber } from "./version-number.ts";

test.for([
  ["3", "3"],
  ["001", "1"],
  ["000", "0"],
  ["٣", "3"],
  ["१०", "10"],
  ["𝟗𝟘", "90"],
  ["12345678901234567890", "12345678901234567890"],
] as const)("reads %s as %s", ([digits, expected], { expect }) => {
  expect(versionNumber(digits)).toBe(expected);
});

test("refuses digits that are no decimal ones", ({ expect }) => {
  expect(() => versionNumber("²")).toThrow('"²" is not a version number');
});
