import type { NdArray } from "./model-input.ts";
import type { DataType } from "./tensor.ts";

/** The element type of a matrix of several columns; `object` where only Python objects can hold them all. */
export type PandasType = DataType | "datetime64" | "object";

/** The type that pandas gives the matrix of columns of these types (`DataFrame.values`). */
export function commonType(types: readonly NdArray["dtype"][]): PandasType {
  const [first = "float64", ...others] = new Set(types);
  if (others.length === 0) return first === "string" ? "object" : first;
  const [start, ...more] = [first, ...others].map(numberOf);
  if (start === undefined) return "object";
  let common = start;
  for (const each of more) {
    if (each === undefined) return "object";
    common = promoted(common, each);
  }
  return nameOf(common);
}

/** A family of numbers and the bytes of one. */
interface NumberType {
  readonly family: "int" | "uint" | "float";
  readonly bytes: number;
}

function numberOf(dtype: NdArray["dtype"]): NumberType | undefined {
  const [, family, bits] = /^(int|uint|float)(\d+)$/.exec(dtype) ?? [];
  if (family !== "int" && family !== "uint" && family !== "float") return undefined;
  return { family, bytes: Number(bits) / 8 };
}

/** NumPy's `result_type` of two types: the smallest that holds every number of both. */
function promoted(one: NumberType, other: NumberType): NumberType {
  if (one.family === other.family) return one.bytes < other.bytes ? other : one;
  if (one.family === "float") return withFloat(one, other);
  if (other.family === "float") return withFloat(other, one);
  const [signed, unsigned] = one.family === "int" ? [one, other] : [other, one];
  if (unsigned.bytes < signed.bytes) return signed;
  return unsigned.bytes < 8 ? { family: "int", bytes: unsigned.bytes * 2 } : { family: "float", bytes: 8 };
}

function withFloat(float: NumberType, integer: NumberType): NumberType {
  const enough = Math.min(integer.bytes * 2, 8);
  return { family: "float", bytes: Math.max(float.bytes, enough) };
}

const names: Readonly<Record<NumberType["family"], Readonly<Record<number, DataType>>>> = {
  int: { 1: "int8", 2: "int16", 4: "int32", 8: "int64" },
  uint: { 1: "uint8", 2: "uint16", 4: "uint32", 8: "uint64" },
  float: { 2: "float16", 4: "float32", 8: "float64" },
};

function nameOf({ family, bytes }: NumberType): PandasType {
  return names[family][bytes] ?? "object";
}
