import type { ColumnSpec, NdArray, ScalarColumnType } from "@switchyard/core";
import { castNumbers } from "../arrays/cast-numbers.ts";
import { elementFault, elementTypeOf, objectArray, type Locate } from "../arrays/element-type.ts";
import { floatOfText, integerOf } from "../arrays/python-number.ts";
import { castColumn } from "../frames/cast-column.ts";
import { PythonFloat, type JsonValue } from "../json/json-value.ts";
import { enforceCell } from "../schema/enforce-cell.ts";

/** A feature of some things; undefined where one lacks it. */
export type Feature = readonly (JsonValue | undefined)[];

/** A feature as a column of the signature; unlike in MLflow's formats, nothing of another kind is cast. */
export function strictColumn(values: Feature, spec: ColumnSpec, locate: Locate): NdArray {
  const { type, required } = spec;
  const shape = [values.length];
  if (type.kind !== "scalar") {
    const data = values.map((value, row) =>
      enforceCell(value ?? null, type, { place: locate(row), required }),
    );
    return { dtype: "object", shape, data };
  }
  const target = elementTypeOf[type.type];
  const leaves = values.map((value, row) => {
    if (isA(value ?? null, type.type) || (!required && isGap(value ?? null, type.type))) return value ?? null;
    throw elementFault(locate(row), target, value);
  });
  if (target === "string") return objectArray(leaves, shape);
  if (target === "bytes" || target === "datetime64") return castColumn(leaves, target, locate);
  return target === "object" ? objectArray(leaves, shape) : castNumbers({ shape, leaves }, target, locate);
}

function isA(value: JsonValue, type: ScalarColumnType): boolean {
  const integer = typeof value !== "boolean" && isWhole(value);
  if (type === "integer" || type === "long") return integer;
  if (type === "float" || type === "double") return integer || isFloat(value);
  if (type === "boolean") return typeof value === "boolean" || value === 0 || value === 1;
  if (type === "datetime") return integer || typeof value === "string";
  return typeof value === "string";
}

/** Only numbers and texts have a value for "not known". */
function isGap(value: JsonValue, type: ScalarColumnType): boolean {
  const known = type === "integer" || type === "long" || type === "boolean" || type === "binary";
  return value === null && !known;
}

function isWhole(value: JsonValue): boolean {
  if (typeof value === "number") return Number.isInteger(value);
  return integerOf(value) !== undefined;
}

function isFloat(value: JsonValue): boolean {
  if (typeof value === "string") return floatOfText(value) !== undefined;
  return typeof value === "number" || value instanceof PythonFloat;
}
