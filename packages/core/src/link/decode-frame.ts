import { errorCodes } from "../errors.ts";
import { parseExactJson } from "../exact-json.ts";
import type { Outcome } from "../outcome.ts";
import type { EncodedRequest } from "../ports/servable-model.ts";
import { FieldReader } from "./field-reader.ts";
import type { Frame, FrameWork, WorkerAnswer } from "./frame.ts";
import { markLone } from "./lone-request.ts";
import { kindBytes, operations } from "./kinds.ts";

/** The frame that `packFrame` wrote, without its length; notes it where one request has memory of its own. */
export function decodeFrame(bytes: Buffer, isOwn: boolean): Frame {
  const frame = readFrame(bytes);
  if (isOwn && frame.kind === "batch" && frame.requests.length === 1) markLone(bytes.buffer);
  return frame;
}

function readFrame(bytes: Buffer): Frame {
  const fields = new FieldReader(bytes);
  const byte = fields.u8();
  switch (byte) {
    case kindBytes.batch:
      return {
        kind: "batch",
        id: fields.u32(),
        announce: fields.u8() === 1,
        requests: fields.list(readRequest),
      };
    case kindBytes.begun:
      return { kind: "begun", id: fields.u32() };
    case kindBytes.answers:
      return { kind: "answers", id: fields.u32(), work: readWork(fields), answers: fields.list(readAnswer) };
    case kindBytes.drain:
      return { kind: "drain" };
    case kindBytes.load:
    case kindBytes.ready:
    case kindBytes.failed:
    case kindBytes.log:
      // Both ends are ours and of one version: what one wrote the other need not check.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return parseExactJson(fields.text()) as Frame;
    default:
      throw new Error(`unknown frame kind ${byte}`);
  }
}

function readRequest(fields: FieldReader): EncodedRequest {
  return {
    operation: operations[fields.u8()] ?? "invocations",
    contentType: fields.text(),
    deadlineMs: fields.f64(),
    body: fields.bytes(),
  };
}

function readWork(fields: FieldReader): FrameWork {
  return { decodeMs: fields.f64(), encodeMs: fields.f64(), runRows: fields.list(readRows) };
}

function readRows(fields: FieldReader): number {
  return fields.u32();
}

function readAnswer(fields: FieldReader): Outcome<WorkerAnswer> {
  if (fields.u8() === 1)
    return { ok: true, value: { contentType: fields.text(), inferMs: fields.f64(), body: fields.bytes() } };
  const code = fields.text();
  const known = errorCodes.find((each) => each === code) ?? "internal";
  return { ok: false, error: { code: known, message: fields.text() } };
}
