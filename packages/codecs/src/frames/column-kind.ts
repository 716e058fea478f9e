import type { NdArray } from "@switchyard/core";
import { castElements } from "../arrays/cast-elements.ts";
import { objectArray } from "../arrays/element-type.ts";
import { PythonFloat, type JsonValue } from "../json/json-value.ts";

/** What pandas takes a column of Python objects for. */
export type ColumnKind = "int64" | "uint64" | "float64" | "bool" | "string" | "object";

const bit = {
  positive: 1,
  negative: 2,
  unsigned: 4,
  float: 8,
  nan: 16,
  none: 32,
  boolean: 64,
  text: 128,
  other: 256,
};
const missing = bit.nan | bit.none;
const integers = bit.positive | bit.negative | bit.unsigned;

/** The kind of a column: missing values make integers floats and booleans objects. */
export function columnKindOf(values: readonly JsonValue[]): ColumnKind {
  let seen = 0;
  for (const value of values) seen |= bitOf(value);
  if (seen & bit.other || seen === 0 || seen === bit.none) return "object";
  if (seen & bit.text) return seen & ~(bit.text | missing) ? "object" : "string";
  if (seen & bit.boolean) return seen === bit.boolean ? "bool" : "object";
  if (seen & ~integers) return "float64";
  if (seen & bit.unsigned) return seen & bit.negative ? "object" : "uint64";
  return "int64";
}

/** A column as pandas would hold it without a signature. */
export function inferColumn(values: readonly JsonValue[]): NdArray {
  const shape = [values.length];
  const kind = columnKindOf(values);
  if (kind === "string") return objectArray(values.map(textOrGap), shape);
  if (kind === "object") return objectArray(values, shape);
  return castElements({ shape, leaves: values }, kind, String);
}

/** A text column holds nothing but texts and gaps, which are NaN there. */
export function textOrGap(value: JsonValue): string | number {
  return typeof value === "string" ? value : Number.NaN;
}

function bitOf(value: JsonValue): number {
  if (typeof value === "number") return bitOfNumber(value);
  if (typeof value === "string") return bit.text;
  if (typeof value === "boolean") return bit.boolean;
  if (value === null) return bit.none;
  if (typeof value === "bigint") return bitOfLong(value);
  return value instanceof PythonFloat ? bit.float : bit.other;
}

function bitOfNumber(value: number): number {
  if (Number.isNaN(value)) return bit.nan;
  // Larger whole numbers were written as floats: integers that large are read as bigint.
  if (!Number.isSafeInteger(value)) return bit.float;
  return value < 0 ? bit.negative : bit.positive;
}

function bitOfLong(value: bigint): number {
  if (BigInt.asIntN(64, value) === value) return value < 0n ? bit.negative : bit.positive;
  return BigInt.asUintN(64, value) === value ? bit.unsigned : bit.other;
}
