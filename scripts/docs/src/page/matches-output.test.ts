import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchesOutput } from "./matches-output.ts";

describe("matchesOutput", () => {
  test.for([
    ['{"a":1}', '{"a": 1}\n', true],
    ['{"a":1}', '{"a": 12}', false],
    ['{"a":0.9…}', '{"a":0.9734}', true],
    ['{"a":1,…}', '{"a":1}', false],
    ["a…z", "a\nb\nz", true],
    ["a.c", "abc", false],
    ["…", "", true],
  ] as const)("of %j and %j says %s", ([expected, printed, matches]) => {
    expect(matchesOutput(expected, printed)).toBe(matches);
  });

  test("every text is what itself promises, and what any part of it promises", () => {
    const cases = fc.property(fc.string(), fc.nat(), fc.nat(), (text, start, length) => {
      const plain = text.replaceAll("…", "");
      expect(matchesOutput(plain, plain)).toBe(true);
      expect(matchesOutput(`…${plain.slice(start, start + length)}…`, plain)).toBe(true);
    });
    fc.assert(cases);
  });
});
