import { numericText } from "../../frames/to-numeric.ts";
import {
  isPairs,
  isPythonObject,
  isSeries,
  series,
  type PythonValue,
  type Series,
} from "../columns/python-value.ts";

const integer = /^[+-]?\d+$/;

/** What `pandas.to_numeric` makes of objects, numbers in bytes too; undefined where it raises. */
export function toNumeric(values: readonly PythonValue[]): Series | undefined {
  const integers = values.flatMap((value) => integerOf(value) ?? []);
  if (integers.length === values.length) {
    if (integers.every((each) => BigInt.asIntN(64, each) === each)) return series("int64", integers);
    if (integers.every((each) => BigInt.asUintN(64, each) === each)) return series("uint64", integers);
  }
  const floats = values.flatMap((value) => floatOf(value) ?? []);
  return floats.length === values.length ? series("float64", floats) : undefined;
}

function integerOf(value: PythonValue): bigint | undefined {
  if (typeof value === "bigint" || typeof value === "boolean") return BigInt(value);
  const text = textOf(value);
  return text !== undefined && integer.test(text) ? BigInt(text.replace("+", "")) : undefined;
}

function floatOf(value: PythonValue): number | undefined {
  if (value === null) return Number.NaN;
  if (typeof value === "boolean" || typeof value === "number" || typeof value === "bigint")
    return Number(value);
  if (isPythonObject(value) && value.python === "Decimal") return Number(value.value);
  if (isEmptyList(value)) return Number.NaN;
  const text = textOf(value);
  return text === undefined ? undefined : numericText(text);
}

/** Pandas takes whatever has no length for a gap. */
function isEmptyList(value: PythonValue): boolean {
  return isSeries(value) ? value.values.length === 0 : isPairs(value) && value.length === 0;
}

function textOf(value: PythonValue): string | undefined {
  return value instanceof Uint8Array ? Buffer.from(value).toString("latin1").trim() : undefined;
}
