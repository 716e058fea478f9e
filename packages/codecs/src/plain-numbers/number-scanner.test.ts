import fc from "fast-check";
import { expect, test } from "vitest";
import { NumberScanner } from "./number-scanner.ts";

test("reads a number as JavaScript does, whatever its digits", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^-?(0|[1-9]\d{0,17})\.\d{1,18}([eE][-+]?\d{1,3})?$/), (text) => {
      const value = numberOf(text);
      expect([text, value]).toEqual([text, Number.isNaN(value) ? Number.NaN : Number(text)]);
    }),
    { numRuns: 20_000 },
  );
});

test("rounds numbers that lie between two doubles to the even one", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 2n ** 53n, max: 2n ** 54n }), (middle) => {
      const text = String(middle * 5n).replace(/\d$/, ".$&");
      expect([text, numberOf(text)]).toEqual([text, Number(text)]);
    }),
    { numRuns: 2000 },
  );
});

test.for([
  ["0.1", 0.1],
  ["-0.0", -0],
  ["123456789012345", 123456789012345],
  ["0.30000001192092896", 0.30000001192092896],
  ["5e-324", 5e-324],
  ["1.7976931348623157e308", Number.MAX_VALUE],
  ["-0", Number.NaN],
  ["1234567890123456", Number.NaN],
  ["1e309", Number.NaN],
  ["01", Number.NaN],
  ["1.", Number.NaN],
  [".5", Number.NaN],
  ["1e", Number.NaN],
  ["+1", Number.NaN],
  ["", Number.NaN],
] as const)("reads %s as %d", ([text, value]) => {
  expect(numberOf(text)).toBe(value);
});

function numberOf(text: string): number {
  return new NumberScanner(Buffer.from(text)).number();
}
