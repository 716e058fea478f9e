import type { ColumnSpec, NdArray, SignatureTensorSpec } from "@switchyard/core";
import { elementTypeOf } from "../arrays/element-type.ts";
import { arrayOf, inferArray } from "../arrays/numpy-array.ts";
import { inferColumn } from "../frames/column-kind.ts";
import { isJsonList, type JsonValue } from "../json/json-value.ts";
import { enforceCell } from "../schema/enforce-cell.ts";

/** One value of an `inputs` object after its conversion: an array, a NumPy scalar, or a checked JSON value. */
export type Cell =
  | { readonly kind: "array"; readonly values: NdArray }
  | { readonly kind: "scalar"; readonly values: NdArray }
  | { readonly kind: "json"; readonly value: unknown };

/** A column or a tensor of a signature. */
export type InputSpec = ColumnSpec | SignatureTensorSpec;

/** A value converted to what the signature says of it, or to what NumPy takes it for. */
export function cellOf(value: JsonValue, spec: InputSpec | undefined, field: string): Cell {
  if (spec === undefined) return { kind: "array", values: inferArray(value, field) };
  if ("dtype" in spec) return { kind: "array", values: arrayOf(value, spec.dtype, field) };
  const { type, required } = spec;
  if (type.kind !== "scalar") {
    // MLflow makes an array of it, so that its lists must be regular.
    if (type.kind === "array" && type.items.kind !== "scalar" && value !== null) inferArray(value, field);
    if (type.kind === "any" && isJsonList(value) && value.some((each) => typeof each !== "string"))
      return { kind: "array", values: inferColumn(value) };
    return { kind: "json", value: enforceCell(value, type, { place: field, required }) };
  }
  const elementType = elementTypeOf[type.type];
  return { kind: isJsonList(value) ? "array" : "scalar", values: arrayOf(value, elementType, field) };
}
