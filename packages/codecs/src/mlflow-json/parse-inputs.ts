import type { NdArray, Schema } from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import { found } from "../json/found.ts";
import { namesOf } from "../json/names-of.ts";
import { isJsonList, isJsonObject, propertyOf, type JsonObject, type JsonValue } from "../json/json-value.ts";
import { cellOf, type Cell, type InputSpec } from "./cell.ts";

/** The value of `inputs` or `instances` before it meets the signature. */
export type ParsedInputs =
  | { readonly form: "named"; readonly cells: ReadonlyMap<string, Cell> }
  | { readonly form: "records"; readonly records: readonly JsonObject[] }
  | { readonly form: "array"; readonly array: NdArray };

/** The inputs or columns of a signature. */
export function specsOf(schema: Schema | undefined): readonly InputSpec[] {
  if (schema === undefined) return [];
  return schema.kind === "columns" ? schema.columns : schema.tensors;
}

/** Reads `inputs`: arrays by name, one array, or records; each converted to its part of the signature. */
export function parseInputs(value: JsonValue, schema: Schema | undefined, field: string): ParsedInputs {
  const specs = specsOf(schema);
  const [first, ...others] = specs;
  if (first?.name !== undefined && others.length === 0 && isJsonList(value) && !value.some(isJsonObject))
    return { form: "named", cells: new Map([[first.name, cellOf(value, first, field)]]) };
  if (first !== undefined && first.name === undefined && (value === null || isJsonObject(value)))
    throw unnamed(value, field);
  if (isJsonObject(value)) return { form: "named", cells: cellsOf(value, specs, field) };
  if (isJsonList(value) && value.every(isJsonObject)) return recordsOf(value, specs, field);
  return { form: "array", array: arrayOfWhole(value, first, field) };
}

/** Records fit no tensors, but MLflow converts them before it says so. */
function recordsOf(records: readonly JsonObject[], specs: readonly InputSpec[], field: string): ParsedInputs {
  if (specs.some((spec) => "dtype" in spec))
    for (const [index, record] of records.entries()) cellsOf(record, specs, `${field}[${index}]`);
  return { form: "records", records };
}

function cellsOf(value: JsonObject, specs: readonly InputSpec[], field: string): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const name of namesOf(value)) {
    const each = propertyOf(value, name) ?? null;
    const spec = specs.find((candidate) => candidate.name === name);
    cells.set(name, cellOf(each, spec, `${field}.${name}`));
  }
  return cells;
}

function arrayOfWhole(value: JsonValue, spec: InputSpec | undefined, field: string): NdArray {
  const cell = cellOf(value, spec, field);
  if (cell.kind !== "json") return cell.values;
  const data = Array.isArray(cell.value) ? cell.value : [cell.value];
  return { dtype: "object", shape: [data.length], data };
}

function unnamed(value: JsonValue, field: string): Error {
  return invalidRequest(
    `Invalid input. ${field}: the signature is un-named and takes one array or one value, found ${found(value)}`,
  );
}
