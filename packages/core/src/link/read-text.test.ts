import fc from "fast-check";
import { expect, test } from "vitest";
import { readText } from "./read-text.ts";

test("a text is what its bytes say, whatever was read before", () => {
  const pieces = fc.constantFrom("a", "b", "ä", "Ã", "\ufffd", "😀").map((text) => Buffer.from(text));
  const bytes = fc.oneof(
    pieces,
    fc.uint8Array({ maxLength: 2 }).map((each) => Buffer.from(each)),
  );
  const texts = fc.array(fc.array(bytes, { maxLength: 3 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(texts, fc.nat(3), (all, before) => {
      for (const each of all) {
        const text = Buffer.concat(each);
        const read = readText(Buffer.concat([Buffer.alloc(before), text]), before, before + text.length);
        expect(read).toBe(text.toString());
      }
    }),
    { numRuns: 500 },
  );
});
