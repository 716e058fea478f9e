import { NumpyScalar, PythonFloat, pythonText, type NdArray, type ScalarColumnType } from "@switchyard/core";
import { castElements } from "../arrays/cast-elements.ts";
import { truthOf } from "../arrays/python-number.ts";
import { invalidRequest, schemaMismatch } from "../faults.ts";
import { inferColumn } from "../frames/column-kind.ts";
import { areWhole } from "../frames/whole-texts.ts";
import { isJsonList, type JsonValue } from "../json/json-value.ts";
import { enforceScalars, incompatible } from "./enforce-scalars.ts";

/** A value inside of a cell by the rules of a column (`_enforce_datatype`); throws `invalid_request`. */
export function enforceItem(value: JsonValue, type: ScalarColumnType, place: string): unknown {
  const { dtype, data } = asColumn([value], type, place);
  const [first] = data;
  if (dtype === "bool") return new NumpyScalar(dtype, first === 1);
  if (dtype !== "float64" && dtype !== "float32" && dtype !== "int64") return value;
  // Integers of more than 64 bits stay objects.
  if (typeof value === "bigint" && dtype === "float64") return value;
  return typeof first === "number" || typeof first === "bigint" ? new NumpyScalar(dtype, first) : value;
}

/** The values of a list by the rules of a column (`_enforce_array`), cast to the type that NumPy has for it. */
export function enforceItems(
  values: readonly JsonValue[],
  type: ScalarColumnType,
  place: string,
): readonly unknown[] {
  const enforced = asColumn(values, type, place);
  if (type === "float")
    throw schemaMismatch(`${place}: NumPy gives numbers of a list as doubles, and this is a list of floats`);
  if (type === "boolean") return values.map(truthOf);
  if (type === "string" || type === "binary") return textsOf(values, type, place);
  if (enforced.dtype === "float64") return Array.from(enforced.data, (each) => PythonFloat.of(each));
  return enforced.dtype === "datetime64" ? values.map(() => null) : [...enforced.data];
}

function asColumn(values: readonly JsonValue[], type: ScalarColumnType, place: string): NdArray {
  const inferred = inferColumn(values);
  const enforced = areWhole(values) ? enforceScalars(inferred, type) : undefined;
  if (enforced !== undefined) return enforced;
  throw invalidRequest(`Invalid input. ${place}: ${incompatible("''", inferred, type)}`);
}

/** NumPy ends texts before their last zeros, and gives them one character where one of them is missing. */
function textsOf(values: readonly JsonValue[], type: "string" | "binary", place: string): readonly unknown[] {
  const lists = values.findIndex(isJsonList);
  if (lists !== -1) throw invalidRequest(`Invalid input. ${place}[${lists}]: expected a text, found a list`);
  const gaps = values.includes(null) && values.some((value) => typeof value === "string");
  const texts = gaps && values.every((value) => value === null || typeof value === "string");
  const leaves = texts ? values.map((value) => firstOf(value ?? "nan")) : values.map(pythonText);
  const shape = [values.length];
  const elementType = type === "binary" ? "bytes" : "string";
  const { data } = castElements(
    { shape, leaves: leaves.map(trimmed) },
    elementType,
    (at) => `${place}[${at}]`,
  );
  return [...data];
}

function firstOf(value: JsonValue): string {
  const [first = ""] = pythonText(value);
  return first;
}

function trimmed(text: string): string {
  return text.replace(/\0+$/, "");
}
