import { FieldWriter, operations, type EncodedAnswer } from "@switchyard/core";
import type { NamedBody } from "../data-plane.ts";
import type { AskFrame, FrontFrame } from "./front-frame.ts";

const frameBytes = 160;
const largestReserve = 64 * 1024;

/** A frame as it goes on the link, in pieces; its large bodies are where they were, and must not change. */
export function encodeFrontFrame(frame: FrontFrame): readonly Uint8Array[] {
  const fields = new FieldWriter(expectedBytes(frame)).u32(0);
  return writeFields(fields, frame).toPieces();
}

function expectedBytes(frame: FrontFrame): number {
  let bytes = frameBytes;
  if (frame.kind === "ask") for (const { body } of frame.bodies) bytes += body.length;
  if (frame.kind === "answered") for (const { body } of frame.answers) bytes += body.length;
  return Math.min(bytes, largestReserve);
}

function writeFields(fields: FieldWriter, frame: FrontFrame): FieldWriter {
  switch (frame.kind) {
    case "ask":
      return writeAsk(fields.u8(1), frame);
    case "gone":
      return fields.u8(2).u32(frame.id);
    case "answered":
      return fields.u8(3).u32(frame.id).u32(frame.model).list(frame.answers, writeAnswer);
    case "refused":
      return fields.u8(4).u32(frame.id).text(frame.error.code).text(frame.error.message);
    case "traces":
    case "answered line":
    case "failed line":
    case "request lines":
    case "listening":
    case "counted":
    case "model":
    case "setup":
    case "names":
    case "stopping":
    case "close":
      return fields.u8(5).text(JSON.stringify(frame));
  }
}

function writeAsk(
  fields: FieldWriter,
  { id, model, operation, timeoutMs, isEach, bodies, trace }: AskFrame,
): FieldWriter {
  const { name, version = "", alias = "", routingKey = "" } = model;
  fields.u32(id).text(name).text(version).text(alias).text(routingKey);
  fields.u8(operations.indexOf(operation)).f64(timeoutMs);
  fields.u8(isEach ? 1 : 0).list(bodies, writeBody);
  if (!trace) return fields.text("");
  return fields.text(trace.traceId).text(trace.spanId).text(trace.parentId).text(trace.state);
}

function writeBody(fields: FieldWriter, { name, contentType, body }: NamedBody): void {
  fields.text(name).text(contentType).bytes(body);
}

function writeAnswer(fields: FieldWriter, { queueMs, inferMs, contentType, body }: EncodedAnswer): void {
  fields.f64(queueMs).f64(inferMs).text(contentType).bytes(body);
}
