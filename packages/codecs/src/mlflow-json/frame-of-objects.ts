import type { ColumnSpec, NdArray, ScalarColumnType } from "@switchyard/core";
import { castElements } from "../arrays/cast-elements.ts";
import { elementTypeOf, type Locate } from "../arrays/element-type.ts";
import { nestedOf } from "../arrays/nested.ts";
import { inferColumn } from "../frames/column-kind.ts";
import { isJsonList, propertyOf, type JsonObject, type JsonValue } from "../json/json-value.ts";
import type { TypedFrame } from "../schema/enforce-columns.ts";
import { cellOf } from "./cell.ts";

/** The table that pandas makes of `inputs` as a list of records, each value converted by itself. */
export function frameOfObjects(records: readonly JsonObject[], specs: readonly ColumnSpec[]): TypedFrame {
  const names = new Set(records.flatMap((record) => Object.keys(record)));
  const columns = [...names].map((name) => {
    const given = records.map((record) => propertyOf(record, name));
    const spec = specs.find((candidate) => candidate.name === name);
    return { name, values: spec === undefined ? objects(given.map(plain)) : columnOf(given, spec) };
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
      const cell = cellOf(value, spec, locate(row));
      return cell.kind === "json" ? cell.value : nestedOf(cell.values);
    }),
  );
}

/** Where a record lacks the value, pandas puts NaN, and with it a dtype that has one. */
function scalars(given: Given, type: ScalarColumnType, locate: Locate): NdArray {
  const shape = [given.length];
  const leaves = given.filter((value) => value !== undefined);
  const elementType = elementTypeOf[type];
  if (leaves.length === given.length) return castElements({ shape, leaves }, elementType, locate);
  const padded = given.map((value) => value ?? null);
  if (type === "datetime") return castElements({ shape, leaves: padded }, elementType, locate);
  if (type === "boolean" || type === "binary" || type === "string") {
    const gap = type === "string" ? null : Number.NaN;
    const cast: unknown = nestedOf(castElements({ shape, leaves: padded }, elementType, locate));
    return objects(
      given.map((value, row) => (value === undefined || !Array.isArray(cast) ? gap : cast[row])),
    );
  }
  return castElements({ shape, leaves: padded }, "float64", locate);
}

function plain(value: JsonValue | undefined): unknown {
  return value === undefined ? Number.NaN : value;
}

function objects(data: readonly unknown[]): NdArray {
  return { dtype: "object", shape: [data.length], data };
}
