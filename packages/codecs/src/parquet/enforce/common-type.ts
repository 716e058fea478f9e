import type { NumericType } from "../../arrays/cast-numbers.ts";
import type { Series } from "../columns/python-value.ts";
import { isNumeric } from "../frame/to-array.ts";

/** The type that holds all columns of a frame, as `DataFrame.to_numpy()` chooses it. */
export function commonType(columns: readonly Series[]): NumericType | "object" {
  const [first, ...others] = columns.map(({ dtype, extension }) =>
    isNumeric(dtype) && extension === undefined ? dtype : "object",
  );
  return others.reduce(widest, first ?? "object");
}

type Held = NumericType | "object";

function widest(left: Held, right: Held): Held {
  if (left === right) return left;
  if (left === "object" || right === "object" || left === "bool" || right === "bool") return "object";
  const [a, b] = [partsOf(left), partsOf(right)];
  if (a.family === b.family) return a.bits >= b.bits ? left : right;
  if (a.family !== "float" && b.family !== "float") return ofIntegers(a, b);
  const bits = Math.max(...[a, b].map((each) => (each.family === "float" ? each.bits : exactIn(each.bits))));
  return floats[bits] ?? "float64";
}

const floats: Readonly<Record<number, NumericType>> = { 16: "float16", 32: "float32", 64: "float64" };
const signed: Readonly<Record<number, NumericType>> = { 16: "int16", 32: "int32", 64: "int64" };

interface Parts {
  readonly family: "int" | "uint" | "float";
  readonly bits: number;
}

function partsOf(dtype: NumericType): Parts {
  const family = dtype.startsWith("float") ? "float" : dtype.startsWith("uint") ? "uint" : "int";
  return { family, bits: Number(/\d+/.exec(dtype)?.[0] ?? 8) };
}

/** The bits of the smallest float that NumPy takes for integers of so many. */
function exactIn(bits: number): number {
  return Math.min(bits * 2, 64);
}

/** An unsigned integer needs a larger signed one; of 64 bits there is none. */
function ofIntegers(a: Parts, b: Parts): Held {
  const unsigned = a.family === "uint" ? a : b;
  const other = a.family === "uint" ? b : a;
  return signed[Math.max(other.bits, unsigned.bits * 2)] ?? "float64";
}
