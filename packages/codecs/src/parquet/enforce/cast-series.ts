import type { DataType, NdArray } from "@switchyard/core";
import { castNumbers, type NumericType } from "../../arrays/cast-numbers.ts";
import { floatOfText, integerOfText } from "../../arrays/python-number.ts";
import { wrapFloat, wrapInteger, type IntegerType } from "../../frames/wrap-integer.ts";
import {
  isPythonObject,
  series,
  type PythonValue,
  type Series,
  type SeriesType,
} from "../columns/python-value.ts";
import { isNumeric, toArray } from "../frame/to-array.ts";
import { isTrue } from "./enforce-list.ts";
import { asciiText, numpyTexts } from "./numpy-text.ts";

/** `numpy.array(series, dtype)`: loses what does not fit; undefined where it raises. */
export function castSeries(given: Series, dtype: DataType | "object"): NdArray | undefined {
  const values = Array.from(given.values);
  const shape = [values.length];
  if (dtype === "string") return textArray(given);
  if (dtype === "object")
    return toArray(
      series(
        "object",
        values.map((value) => asObject(given, value)),
      ),
    );
  const cast = values.map((value) => numberOf(given, value, dtype));
  return cast.every((each) => each !== undefined)
    ? castNumbers({ shape, leaves: cast }, dtype, String)
    : undefined;
}

function textArray(given: Series): NdArray | undefined {
  const gaps = given.dtype === "str" ? Array.from(given.values, (each) => each ?? "nan") : given.values;
  const texts = numpyTexts({ ...given, values: gaps });
  return texts && { dtype: "string", shape: [texts.length], data: texts };
}

/** Of texts a gap is NaN, of other objects None. */
function asObject({ dtype }: Series, value: PythonValue): PythonValue {
  if (dtype === "str" && value === null) return Number.NaN;
  return dtype.includes("int") && typeof value === "number" ? BigInt(value) : value;
}

function numberOf(
  given: Series,
  value: PythonValue,
  dtype: NumericType,
): number | bigint | boolean | undefined {
  const gap = given.dtype === "str" || given.dtype === "category" ? Number.NaN : null;
  const each = value ?? gap;
  if (dtype === "bool") return isTrue(each);
  if (dtype.startsWith("float")) return floatOf(each);
  return isInteger(dtype) ? integerOf(each, dtype, given.dtype) : undefined;
}

function isInteger(dtype: NumericType): dtype is IntegerType {
  return dtype.includes("int");
}

function floatOf(value: PythonValue): number | undefined {
  if (value === null) return Number.NaN;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")
    return Number(value);
  const text = textOf(value);
  return text === undefined ? undefined : floatOfText(text);
}

/** Numbers wrap as C casts them; objects go through Python's `int()`, and must fit. */
function integerOf(value: PythonValue, dtype: IntegerType, from: SeriesType): bigint | undefined {
  if (typeof value === "number" && from.includes("int")) return wrapInteger(BigInt(value), dtype);
  if (typeof value === "number" && isNumeric(from))
    return wrapFloat(Number.isFinite(value) ? value : -(2 ** 63), dtype);
  if (typeof value === "bigint" || typeof value === "boolean") return wrapInteger(BigInt(value), dtype);
  const text = textOf(value);
  if (text === undefined) return undefined;
  const integer = isPythonObject(value) ? BigInt(Math.trunc(Number(text))) : integerOfText(text);
  return integer !== undefined && wrapInteger(integer, dtype) === integer ? integer : undefined;
}

function textOf(value: PythonValue): string | undefined {
  if (typeof value === "string") return value;
  if (value instanceof Uint8Array) return asciiText(value);
  return isPythonObject(value) && value.python === "Decimal" ? value.value : undefined;
}
