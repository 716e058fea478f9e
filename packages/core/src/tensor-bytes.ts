import { GatewayError } from "./errors.ts";
import { elementCount, type DataType, type Tensor } from "./tensor.ts";

/** The types whose elements lie in memory one behind the other: all but strings. */
export type PlainDataType = Exclude<DataType, "string">;

/** How many bytes an element takes. */
export const elementBytes: Readonly<Record<PlainDataType, number>> = {
  float16: 2,
  float32: 4,
  float64: 8,
  int8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  uint8: 1,
  uint16: 2,
  uint32: 4,
  uint64: 8,
  bool: 1,
};

/** A tensor of zeros; a small one without memory outside of JavaScript's, which takes longer to come by. */
export function zeros(dtype: PlainDataType, shape: readonly number[]): Tensor {
  const length = elementCount(shape);
  switch (dtype) {
    case "float16":
      return { dtype, shape, data: new Float16Array(length) };
    case "float32":
      return { dtype, shape, data: new Float32Array(length) };
    case "float64":
      return { dtype, shape, data: new Float64Array(length) };
    case "int8":
      return { dtype, shape, data: new Int8Array(length) };
    case "int16":
      return { dtype, shape, data: new Int16Array(length) };
    case "int32":
      return { dtype, shape, data: new Int32Array(length) };
    case "int64":
      return { dtype, shape, data: new BigInt64Array(length) };
    case "uint16":
      return { dtype, shape, data: new Uint16Array(length) };
    case "uint32":
      return { dtype, shape, data: new Uint32Array(length) };
    case "uint64":
      return { dtype, shape, data: new BigUint64Array(length) };
    case "uint8":
    case "bool":
      return { dtype, shape, data: new Uint8Array(length) };
  }
}

/** A tensor over these little-endian bytes: a view where they are aligned, else a copy. Throws `invalid_request` on a wrong length. */
export function tensorOver(dtype: PlainDataType, shape: readonly number[], bytes: Uint8Array): Tensor {
  const length = elementCount(shape);
  const size = elementBytes[dtype];
  if (bytes.byteLength !== length * size)
    throw new GatewayError(
      "invalid_request",
      `shape [${shape.join(", ")}] of ${dtype} takes ${length * size} bytes, found ${bytes.byteLength}`,
    );
  // `slice` of a Buffer would be a view again.
  const { buffer, byteOffset } = bytes.byteOffset % size === 0 ? bytes : new Uint8Array(bytes);
  return view(dtype, shape, { buffer, byteOffset, length });
}

/** The memory of a tensor's elements. */
export function bytesOf(tensor: Tensor): Uint8Array {
  if (tensor.dtype === "string") throw new Error("strings have no bytes");
  const { buffer, byteOffset, byteLength } = tensor.data;
  return new Uint8Array(buffer, byteOffset, byteLength);
}

interface Memory {
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
  readonly length: number;
}

function view(dtype: PlainDataType, shape: readonly number[], memory: Memory): Tensor {
  const { buffer, byteOffset, length } = memory;
  switch (dtype) {
    case "float16":
      return { dtype, shape, data: new Float16Array(buffer, byteOffset, length) };
    case "float32":
      return { dtype, shape, data: new Float32Array(buffer, byteOffset, length) };
    case "float64":
      return { dtype, shape, data: new Float64Array(buffer, byteOffset, length) };
    case "int8":
      return { dtype, shape, data: new Int8Array(buffer, byteOffset, length) };
    case "int16":
      return { dtype, shape, data: new Int16Array(buffer, byteOffset, length) };
    case "int32":
      return { dtype, shape, data: new Int32Array(buffer, byteOffset, length) };
    case "int64":
      return { dtype, shape, data: new BigInt64Array(buffer, byteOffset, length) };
    case "uint16":
      return { dtype, shape, data: new Uint16Array(buffer, byteOffset, length) };
    case "uint32":
      return { dtype, shape, data: new Uint32Array(buffer, byteOffset, length) };
    case "uint64":
      return { dtype, shape, data: new BigUint64Array(buffer, byteOffset, length) };
    case "uint8":
    case "bool":
      return { dtype, shape, data: new Uint8Array(buffer, byteOffset, length) };
  }
}
