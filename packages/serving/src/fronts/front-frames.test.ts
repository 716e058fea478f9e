import { BlockSplitter } from "@switchyard/core";
import fc from "fast-check";
import { test } from "vitest";
import { decodeFrontFrame } from "./decode-front-frame.ts";
import { encodeFrontFrame } from "./encode-front-frame.ts";
import type { FrontFrame } from "./front-frame.ts";

const id = fc.nat(2 ** 32 - 1);
const bytes = fc.uint8Array({ maxLength: 40 }).map((each) => Buffer.from(each));
const text = fc.string({ unit: "grapheme", maxLength: 20 });
const filled = fc.string({ minLength: 1, maxLength: 20 });
const model = fc.record({ name: text, version: filled, alias: filled }, { requiredKeys: ["name"] });

const anyFrame: fc.Arbitrary<FrontFrame> = fc.oneof(
  fc.record({
    kind: fc.constant("ask" as const),
    id,
    model,
    operation: fc.constantFrom("invocations" as const, "predict" as const),
    timeoutMs: fc.nat(),
    isEach: fc.boolean(),
    bodies: fc.array(fc.record({ name: text, contentType: text, body: bytes }), { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant("gone" as const), id }),
  fc.record({
    kind: fc.constant("answered" as const),
    id,
    model: id,
    answers: fc.array(fc.record({ queueMs: fc.nat(), inferMs: fc.nat(), contentType: text, body: bytes }), {
      maxLength: 3,
    }),
  }),
  fc.record({
    kind: fc.constant("refused" as const),
    id,
    error: fc.record({ code: fc.constantFrom("overloaded" as const, "internal" as const), message: text }),
  }),
  fc.record({ kind: fc.constant("names" as const), names: fc.array(text) }),
  fc.record({ kind: fc.constant("close" as const), timeoutMs: fc.nat() }),
);

test("what one end sends the other reads, whatever pieces it arrives in", ({ expect }) => {
  fc.assert(
    fc.property(fc.array(anyFrame), fc.integer({ min: 1, max: 50 }), (frames, pieceBytes) => {
      const sent = Buffer.concat(frames.flatMap((frame) => encodeFrontFrame(frame)));
      const splitter = new BlockSplitter<FrontFrame>(decodeFrontFrame);
      const read: FrontFrame[] = [];
      for (let at = 0; at < sent.length; at += pieceBytes)
        read.push(...splitter.push(sent.subarray(at, at + pieceBytes)));
      expect(read).toEqual(frames);
    }),
  );
  expect.hasAssertions();
});
