import { GatewayError } from "./errors.ts";
import { elementCount, type DataType, type Tensor } from "./tensor.ts";
import { zeros } from "./tensor-bytes.ts";

/** An element before it has its tensor's type. */
export type Scalar = number | bigint | boolean | string;

/**
 * A tensor whose element `index` is `read(index)` cast to `dtype`, as NumPy's `astype` does: integers are
 * truncated and wrap, booleans are 0 and 1, text must be a number. Throws `invalid_request` for text that is none.
 */
export function fillTensor(
  dtype: DataType,
  shape: readonly number[],
  read: (index: number) => Scalar,
): Tensor {
  const length = elementCount(shape);
  if (dtype === "string")
    return { dtype, shape, data: Array.from({ length }, (_, index) => String(read(index))) };
  const filled = zeros(dtype, shape);
  if (filled.dtype === "int64" || filled.dtype === "uint64")
    for (let index = 0; index < length; index += 1) filled.data[index] = toBigInt(read(index));
  else if (filled.dtype === "bool")
    for (let index = 0; index < length; index += 1) filled.data[index] = read(index) ? 1 : 0;
  else if (filled.dtype !== "string")
    for (let index = 0; index < length; index += 1) filled.data[index] = toNumber(read(index));
  return filled;
}

function toNumber(value: Scalar): number {
  if (typeof value === "number") return value;
  const number = Number(value);
  if (Number.isNaN(number) && value !== "nan") throw notANumber(value);
  return number;
}

function toBigInt(value: Scalar): bigint {
  if (typeof value === "bigint") return value;
  const number = toNumber(value);
  if (Number.isFinite(number)) return BigInt(Math.trunc(number));
  throw notANumber(value);
}

function notANumber(value: Scalar): GatewayError {
  return new GatewayError(
    "invalid_request",
    `expected a number, found ${JSON.stringify(String(value).slice(0, 80))}`,
  );
}
