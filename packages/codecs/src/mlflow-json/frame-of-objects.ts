import { NumpyArray, type ColumnSpec, type NdArray, type ScalarColumnType } from "@switchyard/core";
import { castElements } from "../arrays/cast-elements.ts";
import { elementTypeOf, type Locate } from "../arrays/element-type.ts";
import { inferArray } from "../arrays/numpy-array.ts";
import { nestedOf } from "../arrays/nested.ts";
import { inferColumn } from "../frames/column-kind.ts";
import { namesOf } from "../json/names-of.ts";
import { isJsonList, propertyOf, type JsonObject, type JsonValue } from "../json/json-value.ts";
import type { TypedFrame } from "../schema/enforce-columns.ts";
import { cellOf, objectOf } from "./cell.ts";

/** The table that pandas makes of `inputs` as a list of records, each value converted by itself. */
export function frameOfObjects(records: readonly JsonObject[], specs: readonly ColumnSpec[]): TypedFrame {
  const names = new Set(records.flatMap((record) => namesOf(record)));
  const columns = [...names].map((name) => {
    const given = records.map((record) => propertyOf(record, name));
    const spec = specs.find((candidate) => candidate.name === name);
    return { name, values: spec === undefined ? unspecified(given, name) : columnOf(given, spec) };
  });
  return { columns, rows: records.length };
}

type Given = readonly (JsonValue | undefined)[];

function columnOf(given: Given, spec: ColumnSpec): NdArray {
  const { name, type } = spec;
  const locate: Locate = (row) => `inputs[${row}].${name}`;
  if (type.kind === "any")
    return inferColumn(given.map((value) => (value === undefined ? Number.NaN : value)));
  if (type.kind === "scalar" && !given.some(isJsonList)) return scalars(given, type.type, locate);
  return objects(
    given.map((value, row) => {
      if (value === undefined) return Number.NaN;
      return objectOf(cellOf(value, spec, locate(row)));
    }),
  );
}

/** Where a record lacks the value, pandas puts NaN, and with it a dtype that has one. */
function scalars(given: Given, type: ScalarColumnType, locate: Locate): NdArray {
  const shape = [given.length];
  const leaves = given.filter((value) => value !== undefined);
  const elementType = elementTypeOf[type];
  if (leaves.length === given.length) return castElements({ shape, leaves }, elementType, locate);
  // What cannot be cast is told before gaps change the type.
  const rows = [...given.keys()].filter((row) => given[row] !== undefined);
  castElements({ shape: [leaves.length], leaves }, elementType, (index) => locate(rows[index] ?? index));
  const padded = given.map((value) => value ?? null);
  if (type === "datetime") return castElements({ shape, leaves: padded }, elementType, locate);
  if (type === "boolean" || type === "binary" || type === "string") {
    const cast: unknown = nestedOf(castElements({ shape, leaves: padded }, elementType, locate));
    return objects(
      given.map((value, row) => (value === undefined || !Array.isArray(cast) ? Number.NaN : cast[row])),
    );
  }
  return castElements({ shape, leaves: padded }, "float64", locate);
}

/** NumPy makes an array of each value that the signature does not know, of scalars too. */
function unspecified(given: Given, name: string): NdArray {
  const arrayAt = (value: JsonValue | undefined, row: number): unknown =>
    value === undefined ? Number.NaN : new NumpyArray(inferArray(value, `inputs[${row}].${name}`));
  return objects(given.map(arrayAt));
}

function objects(data: readonly unknown[]): NdArray {
  return { dtype: "object", shape: [data.length], data };
}
