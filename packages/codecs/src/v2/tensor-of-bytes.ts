import { elementBytes, elementCount, tensorOver, type DataType, type Tensor } from "@switchyard/core";
import { invalidRequest } from "../faults.ts";

/** What a tensor should be. */
export interface TensorShape {
  readonly name: string;
  readonly dtype: DataType;
  readonly shape: readonly number[];
}

/**
 * The tensor that these little-endian bytes hold: a view of them where they are aligned, else a copy. Throws
 * `invalid_request` for too few bytes or too many.
 */
export function tensorOfBytes({ name, dtype, shape }: TensorShape, bytes: Uint8Array): Tensor {
  if (dtype === "string") return { dtype, shape, data: readTexts(bytes, elementCount(shape), name) };
  const expected = elementCount(shape) * elementBytes[dtype];
  if (bytes.length !== expected)
    throw invalidRequest(
      `unexpected total byte size ${bytes.length} for input '${name}', expecting ${expected}`,
    );
  if (dtype === "bool") checkTruth(bytes, name);
  return tensorOver(dtype, shape, bytes);
}

const lengthBytes = 4;
// A byte order mark at the beginning of a text is part of it.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Each text stands behind its length. */
function readTexts(bytes: Uint8Array, count: number, name: string): readonly string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: string[] = [];
  let at = 0;
  while (texts.length < count) {
    const start = at + lengthBytes;
    const end = start > bytes.length ? Infinity : start + view.getUint32(at, true);
    if (end > bytes.length)
      throw invalidRequest(
        `incorrect byte length for input '${name}': element ${texts.length} of ${count} ends behind its ${bytes.length} bytes`,
      );
    texts.push(textOf(bytes.subarray(start, end), texts.length, name));
    at = end;
  }
  if (at === bytes.length) return texts;
  throw invalidRequest(
    `unexpected number of elements for input '${name}': ${bytes.length - at} bytes are left behind ${count}`,
  );
}

function textOf(bytes: Uint8Array, index: number, name: string): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw invalidRequest(`input '${name}': element ${index}: expected a text in UTF-8`);
  }
}

/** A graph may take any other byte for both true and false. */
function checkTruth(bytes: Uint8Array, name: string): void {
  const odd = bytes.findIndex((byte) => byte > 1);
  if (odd === -1) return;
  throw invalidRequest(`input '${name}': element ${odd}: expected a byte of 0 or 1, found ${bytes[odd]}`);
}
