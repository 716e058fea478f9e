import fc from "fast-check";
import { expect, test } from "vitest";
import { formatTraceparent, parseTraceparent } from "./trace-context.ts";

const hex = (length: number): fc.Arbitrary<string> =>
  fc
    .string({
      unit: fc.constantFrom(...Array.from("0123456789abcdef")),
      minLength: length,
      maxLength: length,
    })
    .filter((text) => !/^0+$/.test(text));

const parent = fc.record({ traceId: hex(32), spanId: hex(16), isSampled: fc.boolean() });

const [trace, span] = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"];

test("what is written is read again", () => {
  fc.assert(
    fc.property(parent, (given) => {
      expect(parseTraceparent(formatTraceparent(given))).toEqual(given);
    }),
  );
});

test("any other text is no traceparent, and none throws", () => {
  const changed = fc
    .tuple(parent, fc.nat(54), fc.string({ minLength: 0, maxLength: 3 }))
    .map(([given, at, text]) => formatTraceparent(given).slice(0, at) + text);
  const looksSo = /^(?!ff)[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}($|-)/;
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.anything(), changed), (given) => {
      const isRead = parseTraceparent(given) !== undefined;
      expect(isRead && !looksSo.test(String(given))).toBe(false);
    }),
  );
});

test.for([
  ["the forbidden version", `ff-${trace}-${span}-01`],
  ["no trace", `00-${"0".repeat(32)}-${span}-01`],
  ["no span", `00-${trace}-${"0".repeat(16)}-01`],
  ["capital letters", `00-${trace.toUpperCase()}-${span}-01`],
  ["more than its version has", `00-${trace}-${span}-01-more`],
  ["a flag too short", `00-${trace}-${span}-1`],
  ["two headers in one", `00-${trace}-${span}-01,00-${trace}-${span}-01`],
  ["a list", [`00-${trace}-${span}-01`]],
])("%s is ignored", ([, header]) => {
  expect(parseTraceparent(header)).toBeUndefined();
});

test("a later version is read as far as it is known", () => {
  const known = { traceId: trace, spanId: span, isSampled: true };
  expect(parseTraceparent(`cc-${trace}-${span}-03-what-the-future-will-be`)).toEqual(known);
});
