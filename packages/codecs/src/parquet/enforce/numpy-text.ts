import { floatRepr } from "@switchyard/core";
import {
  isPythonObject,
  isSeries,
  type PythonValue,
  type Series,
  type SeriesType,
} from "../columns/python-value.ts";
import { numpyFloat } from "./numpy-float.ts";

/** What NumPy's cast to texts makes of a series; undefined where it raises. */
export function numpyTexts({ dtype, values }: Series): readonly string[] | undefined {
  const all = Array.from(values);
  if (dtype === "str") {
    // NumPy gives texts one character where one of them is missing.
    const width = all.includes(null) ? 1 : Number.POSITIVE_INFINITY;
    return all.map((each) =>
      Array.from(typeof each === "string" ? each : "nan")
        .slice(0, width)
        .join(""),
    );
  }
  const texts = all.map((each) => (typeof each === "number" ? numberText(each, dtype) : textOf(each)));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function numberText(value: number, dtype: SeriesType): string {
  if (dtype === "float16" || dtype === "float32") return numpyFloat(value, dtype);
  return dtype === "float64" ? floatRepr(value) : String(value);
}

/** Python's `str()`; of bytes, what they are in ASCII. */
function textOf(value: PythonValue): string | undefined {
  if (typeof value === "string") return value;
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "bigint" || typeof value === "number") return String(value);
  if (value instanceof Uint8Array) return asciiText(value);
  if (!isPythonObject(value) || isSeries(value)) return undefined;
  return value.python === "time" ? value.value.replace(/\.0{6}$/, "") : value.value;
}

/** The text of bytes in ASCII, without the zeros that NumPy drops from their end. */
export function asciiText(bytes: Uint8Array): string | undefined {
  if (bytes.some((byte) => byte >= 0x80)) return undefined;
  return Buffer.from(bytes).toString("latin1").replace(/\0+$/, "");
}
