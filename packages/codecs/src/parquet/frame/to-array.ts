import { PythonFloat, type NdArray } from "@switchyard/core";
import { notATime } from "../../arrays/numpy-datetime.ts";
import { castNumbers, type NumericType } from "../../arrays/cast-numbers.ts";
import { objectArray } from "../../arrays/element-type.ts";
import { elementOf } from "../columns/vector-series.ts";
import {
  isDict,
  isPair,
  isPairs,
  isSeries,
  type PythonValue,
  type Series,
  type SeriesType,
} from "../columns/python-value.ts";

/** A series as an array of the model's input: `Series.to_numpy()` where pandas has a type of its own. */
export function toArray(series: Series, shape: readonly number[] = [series.values.length]): NdArray {
  const { dtype, values } = series;
  if (dtype === "float64" && values instanceof Float64Array) return { dtype, shape, data: values };
  if (dtype === "float32" && values instanceof Float32Array) return { dtype, shape, data: values };
  if (dtype === "int64" && values instanceof BigInt64Array) return { dtype, shape, data: values };
  if (dtype === "int32" && values instanceof Int32Array) return { dtype, shape, data: values };
  const all = Array.from(values);
  if (isNumeric(dtype)) return castNumbers({ shape, leaves: all.map(asNumber) }, dtype, String);
  if (dtype === "datetime64")
    return {
      dtype,
      shape,
      data: BigInt64Array.from(all, (value) => (typeof value === "bigint" ? value : notATime)),
    };
  return objectArray(
    all.map((value) => toPlain(elementOf(dtype, gapOf(dtype, value)))),
    shape,
  );
}

const numeric: ReadonlySet<string> = new Set(
  "int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 bool".split(" "),
);

/** Whether NumPy holds these as numbers, or as truth values. */
export function isNumeric(dtype: SeriesType): dtype is NumericType & SeriesType {
  return numeric.has(dtype);
}

function asNumber(value: PythonValue): number | bigint | boolean {
  const known = typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";
  return known ? value : Number.NaN;
}

/** A missing duration counts like a missing time. */
function gapOf(dtype: SeriesType, value: PythonValue): PythonValue {
  return dtype === "timedelta64" && value === null ? notATime : value;
}

/** A Python object as models get it: lists and objects of plain values, integers as numbers where those are exact. */
export function toPlain(value: PythonValue): unknown {
  if (typeof value === "bigint") return plainInteger(value);
  if (typeof value === "number") return PythonFloat.of(value);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (isSeries(value)) return plainItems(value);
  if (isPairs(value)) return value.map(toPlain);
  if (isPair(value)) return value.pair.map(toPlain);
  if (isDict(value)) return Object.fromEntries(value.dict.map(([name, each]) => [name, toPlain(each)]));
  return value;
}

function plainItems({ dtype, values }: Series): unknown {
  const all = Array.from(values);
  if (dtype.includes("int")) return all.map((each) => (typeof each === "number" ? each : toPlain(each)));
  if (dtype === "datetime64") return all.map((each) => each ?? notATime);
  if (dtype === "timedelta64") return all.map((each) => elementOf(dtype, each ?? notATime));
  return all.map(toPlain);
}

function plainInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
