import {
  errorCodes,
  FieldReader,
  operations,
  type EncodedAnswer,
  type TracedRequest,
} from "@switchyard/core";
import type { NamedBody } from "../data-plane.ts";
import type { AskFrame, FrontFrame } from "./front-frame.ts";

/** The frame that `encodeFrontFrame` wrote, without its length. */
export function decodeFrontFrame(bytes: Buffer): FrontFrame {
  const fields = new FieldReader(bytes);
  const byte = fields.u8();
  switch (byte) {
    case 1:
      return readAsk(fields);
    case 2:
      return { kind: "gone", id: fields.u32() };
    case 3:
      return { kind: "answered", id: fields.u32(), model: fields.u32(), answers: fields.list(readAnswer) };
    case 4:
      return { kind: "refused", id: fields.u32(), error: { code: readCode(fields), message: fields.text() } };
    case 5:
      // Both ends are ours and of one version: what one wrote the other need not check.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return JSON.parse(fields.text()) as FrontFrame;
    default:
      throw new Error(`unknown frame kind ${byte}`);
  }
}

function readAsk(fields: FieldReader): AskFrame {
  const id = fields.u32();
  const [name, version, alias] = [fields.text(), fields.text(), fields.text()];
  const routingKey = fields.text();
  return {
    kind: "ask",
    id,
    model: {
      name,
      ...(version !== "" && { version }),
      ...(alias !== "" && { alias }),
      ...(routingKey !== "" && { routingKey }),
    },
    operation: operations[fields.u8()] ?? "invocations",
    timeoutMs: fields.f64(),
    isEach: fields.u8() === 1,
    bodies: fields.list(readBody),
    trace: readTrace(fields),
  };
}

function readTrace(fields: FieldReader): TracedRequest | undefined {
  const traceId = fields.text();
  if (traceId === "") return undefined;
  return { traceId, spanId: fields.text(), parentId: fields.text(), state: fields.text() };
}

function readBody(fields: FieldReader): NamedBody {
  return { name: fields.text(), contentType: fields.text(), body: fields.bytes() };
}

function readAnswer(fields: FieldReader): EncodedAnswer {
  return { queueMs: fields.f64(), inferMs: fields.f64(), contentType: fields.text(), body: fields.bytes() };
}

function readCode(fields: FieldReader): (typeof errorCodes)[number] {
  const code = fields.text();
  return errorCodes.find((each) => each === code) ?? "internal";
}
