import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { test } from "vitest";
import { packFrame, writeFrame } from "./encode-frame.ts";
import type { Frame } from "./frame.ts";
import { headerBytesOf, tensorsContentType } from "../open-inference/tensors-content-type.ts";
import { FrameSplitter } from "./frame-splitter.ts";
import { isLone } from "./lone-request.ts";

const frames: readonly Frame[] = [
  { kind: "failed", error: { code: "load_failed", message: "no such file: modèle" } },
  {
    kind: "batch",
    id: 7,
    announce: true,
    requests: [
      {
        operation: "invocations",
        contentType: "application/json",
        deadlineMs: 1.5e12,
        body: Buffer.from("{}"),
      },
      {
        operation: "predict",
        contentType: "image/jpeg",
        deadlineMs: Infinity,
        body: Buffer.alloc(10_000, 1),
      },
      {
        operation: "predict",
        contentType: "image/jpeg",
        deadlineMs: 1,
        body: Buffer.alloc(100_000, 2),
      },
      { operation: "predict", contentType: "text/plain", deadlineMs: 1, body: Buffer.from("after it") },
    ],
  },
  {
    kind: "answers",
    id: 7,
    work: { decodeMs: 0.5, encodeMs: 0.25, runRows: [64, 3] },
    answers: [
      { ok: true, value: { contentType: "application/json", inferMs: 0.25, body: Buffer.from("é") } },
      { ok: false, error: { code: "invalid_request", message: "inputs: expected a list" } },
    ],
  },
  { kind: "log", level: "warn", message: "slow" },
  { kind: "drain" },
  { kind: "begun", id: 7 },
];

test("frames come out as they went in, whatever pieces they arrive in", ({ expect }) => {
  const bytes = Buffer.concat(frames.map((frame) => packFrame(frame)));
  fc.assert(
    fc.property(fc.array(fc.nat({ max: bytes.length })), (cuts) => {
      const splitter = new FrameSplitter();
      const edges = [0, ...cuts.toSorted((one, other) => one - other), bytes.length];
      const read = edges.slice(1).flatMap((end, index) => splitter.push(bytes.subarray(edges[index], end)));
      expect(read).toEqual(frames);
    }),
    { numRuns: 50 },
  );
});

test("frames come out as they went in, however much is read into the room at a time", ({ expect }) => {
  const bytes = Buffer.concat(frames.map((frame) => packFrame(frame)));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1 }), (sizes) => {
      expect(readInto(bytes, sizes)).toEqual(frames);
    }),
    { numRuns: 30 },
  );
});

test("a large request that travels alone has memory of its own", ({ expect }) => {
  expect(loneBodies([100_000])).toEqual([true]);
  expect(loneBodies([100_000, 100_000])).toEqual([false, false]);
  expect(loneBodies([1000])).toEqual([false]);
});

/** For each body of one frame whether nothing else lies in its memory as it arrives. */
function loneBodies(sizes: readonly number[]): readonly boolean[] {
  const requests = sizes.map((size) => ({
    operation: "predict" as const,
    contentType: "image/jpeg",
    deadlineMs: 1,
    body: Buffer.alloc(size),
  }));
  const bytes = packFrame({ kind: "batch", id: 1, announce: false, requests });
  const [frame] = readInto(bytes, [Infinity]);
  return frame?.kind === "batch" ? frame.requests.map(({ body }) => isLone(body.buffer)) : [];
}

/** Reads a stream into the room, so many bytes at a time, over and over. */
function readInto(bytes: Uint8Array, sizes: readonly number[]): readonly Frame[] {
  const splitter = new FrameSplitter();
  const read: Frame[] = [];
  for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
    const room = splitter.room();
    const size = Math.min(sizes[turn % sizes.length] ?? 1, room.length, bytes.length - start);
    room.set(bytes.subarray(start, start + size));
    read.push(...splitter.filled(size));
    start += size;
  }
  return read;
}

test("a text of any characters survives", ({ expect }) => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (message) => {
      const frame: Frame = {
        kind: "answers",
        id: 1,
        work: { decodeMs: 0, encodeMs: 0, runRows: [] },
        answers: [{ ok: false, error: { code: "internal", message } }],
      };
      expect(new FrameSplitter().push(Buffer.from(packFrame(frame)))).toEqual([frame]);
    }),
  );
});

test("an unknown kind is refused", ({ expect }) => {
  expect(() => new FrameSplitter().push(Buffer.from([1, 0, 0, 0, 99]))).toThrow("unknown frame kind 99");
});

test("a frame that says it is longer than any is refused before memory is taken for it", ({ expect }) => {
  expect(() => new FrameSplitter().push(Buffer.from([255, 255, 255, 255, 4]))).toThrow(
    "a frame of 4294967295 bytes",
  );
});

test("a frame is written as it is packed, its large bodies from where they lie", async ({ expect }) => {
  const link = new PassThrough();
  for (const frame of frames) writeFrame(link, frame);
  link.end();
  expect(await buffer(link)).toEqual(Buffer.concat(frames.map((frame) => packFrame(frame))));
});

test("tensors behind a header begin where the widest elements may lie", ({ expect }) => {
  const request = fc.record({ header: fc.nat(100), more: fc.nat(100), large: fc.boolean() });
  fc.assert(
    fc.property(fc.array(request, { minLength: 1, maxLength: 5 }), (asked) => {
      const requests = asked.map(({ header, more, large }) => ({
        operation: "infer" as const,
        contentType: tensorsContentType(header),
        deadlineMs: 1,
        body: Buffer.alloc(header + more + (large ? 20_000 : 0), 1),
      }));
      const packed = Buffer.from(packFrame({ kind: "batch", id: 1, announce: false, requests }));
      const splitter = new FrameSplitter();
      splitter.push(packed.subarray(0, 9));
      const [frame] = splitter.push(packed.subarray(9));
      const read = frame?.kind === "batch" ? frame.requests : [];
      expect(read.map(({ body }) => body)).toEqual(requests.map(({ body }) => body));
      const headers = read.map(({ contentType }) => headerBytesOf(contentType));
      expect(headers).toEqual(asked.map(({ header }) => header));
      const starts = read.map(({ body }, index) => body.byteOffset + (headers[index] ?? 0));
      expect(starts.map((start) => start % 8)).toEqual(starts.map(() => 0));
    }),
    { numRuns: 200 },
  );
});
