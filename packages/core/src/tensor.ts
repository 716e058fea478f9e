import { GatewayError } from "./errors.ts";

/** The array that holds the elements of each ONNX type. `bool` is one byte an element, 0 or 1. */
interface ArrayOf {
  readonly float16: Float16Array;
  readonly float32: Float32Array;
  readonly float64: Float64Array;
  readonly int8: Int8Array;
  readonly int16: Int16Array;
  readonly int32: Int32Array;
  readonly int64: BigInt64Array;
  readonly uint8: Uint8Array;
  readonly uint16: Uint16Array;
  readonly uint32: Uint32Array;
  readonly uint64: BigUint64Array;
  readonly bool: Uint8Array;
  readonly string: readonly string[];
}

/** The element types of ONNX tensors, by their NumPy names. */
export type DataType = keyof ArrayOf;

/** A dense row-major array with its shape; its first dimension counts the rows. */
export type Tensor<Type extends DataType = DataType> = {
  readonly [Each in Type]: {
    readonly dtype: Each;
    readonly shape: readonly number[];
    readonly data: ArrayOf[Each];
  };
}[Type];

/** Tensors by the names of the model's inputs or outputs, in the model's order. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** Rows of tensors that hold `total`: from `start` on, those from `end` on not among them. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
  readonly total: number;
}

/** How many elements a shape holds; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  let count = 1;
  for (const dimension of shape) count *= dimension;
  return count;
}

/** A tensor whose data fill its shape; throws `invalid_request` when they do not. */
export function tensor<Type extends DataType>(
  dtype: Type,
  shape: readonly number[],
  data: ArrayOf[Type],
): { readonly dtype: Type; readonly shape: readonly number[]; readonly data: ArrayOf[Type] } {
  if (elementCount(shape) === data.length) return { dtype, shape, data };
  throw new GatewayError(
    "invalid_request",
    `shape [${shape.join(", ")}] does not hold ${data.length} values`,
  );
}

/** Every element type, for parsers of type names. */
export const dataTypes: readonly DataType[] = [
  "float16",
  "float32",
  "float64",
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "bool",
  "string",
];
