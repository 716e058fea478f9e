import type { NdArray, ScalarColumnType } from "@switchyard/core";
import { castNumbers, type NumericType } from "../arrays/cast-numbers.ts";
import { elementTypeOf, numpyName } from "../arrays/element-type.ts";
import { notATime } from "../arrays/numpy-datetime.ts";
import { toNumeric } from "../frames/to-numeric.ts";

/**
 * The values as a column of this type, if the conversion loses nothing by MLflow's strict rules; undefined
 * where it might.
 */
export function enforceScalars(values: NdArray, type: ScalarColumnType): NdArray | undefined {
  const { dtype } = values;
  if (type === "string" || type === "binary")
    return dtype === "string" || dtype === "object" ? values : undefined;
  const target = elementTypeOf[type];
  if (dtype === target) return values;
  if (dtype === "object") return areTexts(values.data) ? undefined : ofObjects(values, type);
  if (dtype === "string" || dtype === "datetime64") return undefined;
  if (!isNumeric(target) || !isLossless(values, target)) return undefined;
  return castNumbers({ shape: values.shape, leaves: [...values.data] }, target, String);
}

/** Objects can be doubles, as far as pandas reads them as numbers, and times, where there are none but gaps. */
function ofObjects(values: NdArray, type: ScalarColumnType): NdArray | undefined {
  const { shape, data } = values;
  if (type === "boolean") return values;
  const objects: readonly unknown[] = [...data];
  const floats = type === "double" ? toNumeric(objects) : undefined;
  if (floats !== undefined) return { dtype: "float64", shape, data: floats };
  if (type !== "datetime" || !objects.every((each) => each === null || Number.isNaN(each))) return undefined;
  return { dtype: "datetime64", shape, data: new BigInt64Array(objects.length).fill(notATime) };
}

/** Whether pandas takes objects for a column of texts; gaps are no texts, unless there is one beside them. */
export function areTexts(data: Iterable<unknown>): boolean {
  let texts = 0;
  for (const value of data) {
    if (typeof value === "string") texts += 1;
    else if (value !== null && !Number.isNaN(value)) return false;
  }
  return texts > 0;
}

/** Why a column cannot be converted, in MLflow's words. */
export function incompatible(name: string, values: NdArray, type: ScalarColumnType): string {
  const hint = hintOf(values, type);
  return (
    `Incompatible input types for column ${name}. ` +
    `Can not safely convert ${numpyName(values.dtype)} to ${numpyName(elementTypeOf[type])}.${hint}`
  );
}

const families = {
  bool: ["b", 1],
  int8: ["i", 1],
  int16: ["i", 2],
  int32: ["i", 4],
  int64: ["i", 8],
  uint8: ["u", 1],
  uint16: ["u", 2],
  uint32: ["u", 4],
  uint64: ["u", 8],
  float16: ["f", 2],
  float32: ["f", 4],
  float64: ["f", 8],
} as const satisfies Record<NumericType, readonly [string, number]>;

function isLossless(values: NdArray, target: NumericType): boolean {
  const { dtype } = values;
  if (!isNumeric(dtype)) return false;
  const [family, size] = families[dtype];
  const [targetFamily, targetSize] = families[target];
  if (family === targetFamily) return size <= targetSize;
  if (family === "u" && targetFamily === "i") return size < targetSize;
  if (targetFamily !== "f" || family === "b") return false;
  if (target === "float64" && size <= 4) return true;
  return dtype === "int64" && [...values.data].every((value) => value === 0n || value === 1n);
}

function isNumeric(type: string): type is NumericType {
  return Object.hasOwn(families, type);
}

/** Integers with a gap arrive as floats; whoever sends them should know. */
function hintOf(values: NdArray, type: ScalarColumnType): string {
  if (values.dtype !== "float64" || (type !== "integer" && type !== "long")) return "";
  const integral = values.data.every((value) => Number.isNaN(value) || Number.isInteger(value));
  if (!integral || !values.data.some(Number.isNaN)) return "";
  return " Hint: integer columns cannot hold missing values; declare them as double to allow some.";
}
