import type { NdArray } from "@switchyard/core";
import { castNumbers } from "../arrays/cast-numbers.ts";
import { elementFault, objectArray, type ElementType, type Locate } from "../arrays/element-type.ts";
import { floatOf, integerOf, truthOf } from "../arrays/python-number.ts";
import { PythonFloat, type JsonValue } from "../json/json-value.ts";
import { decodeBase64 } from "./base64.ts";
import { columnKindOf, textOrGap } from "./column-kind.ts";
import { toDatetimes } from "./pandas-datetime.ts";
import { wrapFloat, wrapInteger, type IntegerType } from "./wrap-integer.ts";

/** A column of a `dataframe_*` body cast as MLflow has pandas cast it; a fault names the cell. */
export function castColumn(values: readonly JsonValue[], type: ElementType, locate: Locate): NdArray {
  const shape = [values.length];
  if (type === "float64" || type === "float32" || type === "float16")
    return castNumbers({ shape, leaves: values }, type, locate);
  if (type === "bool") return castBooleans(values);
  if (type === "string" || type === "object") return castObjects(values);
  if (type === "datetime64") return { dtype: type, shape, data: toDatetimes(values, locate) };
  if (type !== "bytes") return castIntegers(values, type, locate);
  const data = values.map((value, row) => bytesOf(value, () => locate(row)));
  return { dtype: "object", shape, data };
}

/** Texts are kept, and so is everything else that stands in a text column. */
function castObjects(values: readonly JsonValue[]): NdArray {
  const kind = columnKindOf(values);
  if (kind === "string") return objectArray(values.map(textOrGap), [values.length]);
  if (kind === "float64") return objectArray(values.map(asFloat), [values.length]);
  return objectArray(values, [values.length]);
}

function asFloat(value: JsonValue): unknown {
  const float = floatOf(value);
  return float === undefined ? value : PythonFloat.of(float);
}

function bytesOf(value: JsonValue, place: () => string): Uint8Array {
  const bytes = typeof value === "string" ? decodeBase64(value) : undefined;
  if (bytes === undefined) throw elementFault(place(), "bytes", value);
  return bytes;
}

/** Among numbers and texts a gap is NaN, which is true; among other objects it is `None`. */
function castBooleans(values: readonly JsonValue[]): NdArray {
  const kind = columnKindOf(values);
  const gap = kind === "float64" || kind === "string";
  const data = Uint8Array.from(values, (value) => Number(value === null ? gap : truthOf(value)));
  return { dtype: "bool", shape: [values.length], data };
}

function castIntegers(values: readonly JsonValue[], type: IntegerType, locate: Locate): NdArray {
  const leaves = values.every(isSmall) ? values : wrapped(values, type, locate);
  return castNumbers({ shape: [values.length], leaves }, type, locate);
}

/** Fits every integer type, so that nothing wraps. */
function isSmall(value: JsonValue): boolean {
  return typeof value === "number" && value >= 0 && value <= 127;
}

function wrapped(values: readonly JsonValue[], type: IntegerType, locate: Locate): readonly JsonValue[] {
  const kind = columnKindOf(values);
  if (kind === "int64" || kind === "uint64")
    return values.map((value) => wrapInteger(integerOf(value) ?? 0n, type));
  if (kind !== "float64") return values;
  return values.map((value, row) => {
    const float = value instanceof PythonFloat ? value.value : value === null ? Number.NaN : Number(value);
    // Pandas refuses negative floats where only their lack of a sign would fit.
    if (!Number.isFinite(float) || (float < 0 && type.startsWith("u")))
      throw elementFault(locate(row), type, value);
    return wrapFloat(float, type);
  });
}
