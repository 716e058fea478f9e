import { writeField, writeNumber } from "../onnx/protobuf.ts";

/** A message of Protocol Buffers from its fields. */
export function message(...fields: readonly Buffer[]): Buffer {
  return Buffer.concat(fields);
}

/** A field of a number that is not negative. */
export function number(tag: number, value: number): Buffer {
  return Buffer.concat(writeNumber(tag, value));
}

export function text(tag: number, value: string): Buffer {
  return field(tag, Buffer.from(value));
}

export function field(tag: number, content: Buffer): Buffer {
  return Buffer.concat(writeField(tag, content));
}
