import type { NumericType } from "../arrays/cast-numbers.ts";

/** The integer element types. */
export type IntegerType = Exclude<NumericType, "float16" | "float32" | "float64" | "bool">;

const bitsOf: Readonly<Record<IntegerType, number>> = {
  int8: 8,
  int16: 16,
  int32: 32,
  int64: 64,
  uint8: 8,
  uint16: 16,
  uint32: 32,
  uint64: 64,
};

/** An integer cast as pandas casts columns of integers: what is too large loses its upper bits. */
export function wrapInteger(value: bigint, type: IntegerType): bigint {
  return type.startsWith("u") ? BigInt.asUintN(bitsOf[type], value) : BigInt.asIntN(bitsOf[type], value);
}

/** A finite float cast as x86 casts it: what does not fit the register becomes its smallest integer. */
export function wrapFloat(value: number, type: IntegerType): bigint {
  const integer = BigInt(Math.trunc(value));
  const register = type === "uint32" || bitsOf[type] === 64 ? 64 : 32;
  if (type === "uint64" && value >= 2 ** 63) return value < 2 ** 64 ? integer : 0n;
  const fits = BigInt.asIntN(register, integer) === integer;
  return wrapInteger(fits ? integer : -(2n ** BigInt(register - 1)), type);
}
