import type { Writable } from "node:stream";
import { exactNumbers } from "../exact-json.ts";
import { headerBytesOf } from "../open-inference/tensors-content-type.ts";
import type { Outcome } from "../outcome.ts";
import type { EncodedRequest } from "../ports/servable-model.ts";
import { FieldWriter } from "./field-writer.ts";
import type { Frame, FrameWork, WorkerAnswer } from "./frame.ts";
import { kindBytes, operations } from "./kinds.ts";

/** A frame as it goes on the link, its length in front. */
export function packFrame(frame: Frame): Uint8Array {
  return Buffer.concat(framePieces(frame));
}

/** Writes a frame; its large bodies go from where they lie, so they must not change afterwards. */
export function writeFrame(link: Writable, frame: Frame): void {
  const pieces = framePieces(frame);
  if (pieces.length > 1) link.cork();
  for (const piece of pieces) link.write(piece);
  if (pieces.length > 1) link.uncork();
}

/** What frames are long by beside their bodies and texts. */
const frameBytes = 64;
const itemBytes = 96;
const largestReserve = 64 * 1024;

function framePieces(frame: Frame): readonly Uint8Array[] {
  const fields = new FieldWriter(expectedBytes(frame)).u32(0).u8(kindBytes[frame.kind]);
  return writeFields(fields, frame).toPieces();
}

/** Near what the frame takes, so that small ones share memory and few have to grow. */
function expectedBytes(frame: Frame): number {
  let bytes = frameBytes;
  if (frame.kind === "batch") for (const { body } of frame.requests) bytes += itemBytes + body.length;
  if (frame.kind === "answers")
    for (const answer of frame.answers) bytes += itemBytes + (answer.ok ? answer.value.body.length : 0);
  return Math.min(bytes, largestReserve);
}

function writeFields(fields: FieldWriter, frame: Frame): FieldWriter {
  switch (frame.kind) {
    case "batch":
      return fields
        .u32(frame.id)
        .u8(frame.announce ? 1 : 0)
        .list(frame.requests, writeRequest);
    case "begun":
      return fields.u32(frame.id);
    case "answers":
      return writeWork(fields.u32(frame.id), frame.work).list(frame.answers, writeAnswer);
    case "drain":
      return fields;
    case "load":
    case "ready":
    case "failed":
    case "log":
      return fields.text(JSON.stringify(frame, exactNumbers));
  }
}

function writeRequest(fields: FieldWriter, request: EncodedRequest): void {
  fields
    .u8(operations.indexOf(request.operation))
    .text(aligned(request.contentType, fields.length))
    .f64(request.deadlineMs)
    .bytes(request.body);
}

const widestElement = 8;
/** What stands around a content type in front of its body: its length, the deadline and the length of the body. */
const aroundType = 4 + 8 + 4;

/** With as many spaces as let the tensors of its body begin where the widest elements may lie. */
function aligned(contentType: string, offset: number): string {
  const headerBytes = headerBytesOf(contentType);
  if (headerBytes === undefined) return contentType;
  const past = (offset + aroundType + contentType.length + headerBytes) % widestElement;
  return past === 0 ? contentType : contentType + " ".repeat(widestElement - past);
}

function writeWork(fields: FieldWriter, { decodeMs, encodeMs, runRows }: FrameWork): FieldWriter {
  return fields.f64(decodeMs).f64(encodeMs).list(runRows, writeRows);
}

function writeRows(fields: FieldWriter, rows: number): void {
  fields.u32(rows);
}

function writeAnswer(fields: FieldWriter, answer: Outcome<WorkerAnswer>): void {
  if (answer.ok)
    fields.u8(1).text(answer.value.contentType).f64(answer.value.inferMs).bytes(answer.value.body);
  else fields.u8(0).text(answer.error.code).text(answer.error.message);
}
