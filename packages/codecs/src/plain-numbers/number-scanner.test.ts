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

test.for([
  ["short numbers", /^-?(0|[1-9]\d{0,3})(\.\d{1,8})?$/],
  ["small numbers", /^-?0\.0{0,30}\d{1,19}([eE]-?\d)?$/],
  ["integers", /^-?(0|[1-9]\d{0,20})([eE]\d)?$/],
  ["nearly numbers", /^-?[0-9.eE+-]{1,14}$/],
] as const)("takes %s for no other than they are", ([, form]) => {
  fc.assert(
    fc.property(fc.stringMatching(form), (text) => {
      const scanner = new NumberScanner(Buffer.from(text));
      const value = scanner.number();
      if (Number.isNaN(value) || !scanner.isAtEnd()) return;
      expect([text, value]).toEqual([text, JSON.parse(text)]);
      expect([text, scanner.isWhole]).toEqual([text, /^-?\d+$/.test(text)]);
    }),
    { numRuns: 5000 },
  );
});

test("reads every number that is short", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^(0|-?[1-9]\d{0,8}|-?(0|[1-9]\d{0,3})\.\d{1,8})$/), (text) => {
      expect([text, numberOf(text)]).toEqual([text, Number(text)]);
    }),
    { numRuns: 5000 },
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
