import {
  NumpyArray,
  type ColumnSpec,
  type ColumnType,
  type NdArray,
  type SignatureTensorSpec,
} from "@switchyard/core";
import { arrayOfObjects } from "../arrays/array-of-objects.ts";
import { elementTypeOf } from "../arrays/element-type.ts";
import { arrayOf, inferArray } from "../arrays/numpy-array.ts";
import { nestedOf } from "../arrays/nested.ts";
import { inferColumn } from "../frames/column-kind.ts";
import { isJsonList, type JsonValue } from "../json/json-value.ts";
import { enforceCell } from "../schema/enforce-cell.ts";

/** What stands in a cell of a table for it: an array is one object there. */
export function objectOf(cell: Cell): unknown {
  if (cell.kind === "json") return cell.value;
  return cell.kind === "array" ? new NumpyArray(cell.values) : nestedOf(cell.values);
}

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
    if (type.kind === "any" && isJsonList(value) && value.some((each) => typeof each !== "string"))
      return { kind: "array", values: inferColumn(value) };
    const enforced = enforceCell(value, type, { place: field, required });
    if (type.kind === "array")
      return {
        kind: "array",
        values: holdsAny(type) ? inferArray(value, field) : arrayOfObjects(enforced, field),
      };
    return { kind: "json", value: enforced };
  }
  const elementType = elementTypeOf[type.type];
  return { kind: isJsonList(value) ? "array" : "scalar", values: arrayOf(value, elementType, field) };
}

function holdsAny(type: ColumnType): boolean {
  return type.kind === "array" ? holdsAny(type.items) : type.kind === "any";
}
