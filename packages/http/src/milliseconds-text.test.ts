import fc from "fast-check";
import { expect, test } from "vitest";
import { millisecondsText } from "./milliseconds-text.ts";

test("any time is written as the number with three decimals", () => {
  const times = fc.oneof(
    fc.double({ min: 0, max: 1e7, noNaN: true }),
    fc.nat(5_000_000).map((us) => us / 1000),
  );
  fc.assert(
    fc.property(times, (ms) => {
      expect(millisecondsText(ms)).toBe(String(Math.round(ms * 1000) / 1000));
    }),
  );
});

test.for([NaN, -1, Infinity, -Infinity])("%s is no time", (ms) => {
  expect(millisecondsText(ms)).toBe("0");
});
