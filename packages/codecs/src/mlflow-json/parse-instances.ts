import { NumpyArray, type NdArray, type Schema } from "@switchyard/core";
import { castElements } from "../arrays/cast-elements.ts";
import { elementTypeOf } from "../arrays/element-type.ts";
import { arrayOfObjects } from "../arrays/array-of-objects.ts";
import { nestedOf } from "../arrays/nested.ts";
import { inferArray } from "../arrays/numpy-array.ts";
import { invalidRequest } from "../faults.ts";
import { found } from "../json/found.ts";
import { namesOf } from "../json/names-of.ts";
import { isJsonList, isJsonObject, propertyOf, type JsonValue } from "../json/json-value.ts";
import { cellOf, type Cell, type InputSpec } from "./cell.ts";
import { parseInputs, specsOf, type ParsedInputs } from "./parse-inputs.ts";

/** Reads `instances`: records become one array a name; anything else is read as `inputs`. */
export function parseInstances(value: JsonValue, schema: Schema | undefined): ParsedInputs {
  const regrouped = isJsonList(value) && isJsonObject(value[0]);
  const parsed = regrouped ? regroup(value, specsOf(schema)) : parseInputs(value, schema, "instances");
  if (parsed.form === "named") checkLengths(parsed.cells, specsOf(schema));
  return parsed;
}

function regroup(records: readonly JsonValue[], specs: readonly InputSpec[]): ParsedInputs {
  const values = new Map<string, JsonValue[]>();
  for (const [index, record] of records.entries()) addTo(values, record, index);
  const cells = new Map<string, Cell>();
  for (const [name, each] of values) {
    const spec = specs.find((candidate) => candidate.name === name);
    cells.set(name, cellOfMany(each, spec, name));
  }
  return { form: "named", cells };
}

function addTo(values: Map<string, JsonValue[]>, record: JsonValue, index: number): void {
  if (!isJsonObject(record))
    throw invalidRequest(`Invalid input. instances[${index}]: expected an object, found ${found(record)}`);
  for (const name of namesOf(record)) {
    const value = propertyOf(record, name) ?? null;
    const list = values.get(name);
    if (list === undefined) values.set(name, [value]);
    else list.push(value);
  }
}

function cellOfMany(values: readonly JsonValue[], spec: InputSpec | undefined, name: string): Cell {
  const field = `instances[…].${name}`;
  if (spec === undefined) return { kind: "array", values: arrayOfArrays(inferArray(values, field)) };
  if ("dtype" in spec) return cellOf(values, spec, field);
  const { type } = spec;
  if (type.kind === "any") return cellOf(values, undefined, field);
  if (type.kind === "scalar") {
    if (values.some(isJsonList)) return cellOf(values, spec, field);
    const flattened = { shape: [values.length], leaves: values };
    const cast = castElements(flattened, elementTypeOf[type.type], (row) => `instances[${row}].${name}`);
    return { kind: "array", values: cast };
  }
  const cells = values.map((value, row) => cellOf(value, spec, `instances[${row}].${name}`));
  const data = cells.map((cell) => (cell.kind === "json" ? cell.value : nestedOf(cell.values)));
  return { kind: "array", values: arrayOfObjects(data, field) };
}

/** Objects that no signature knows are arrays of no dimension, and stay that in a list of one level. */
function arrayOfArrays(array: NdArray): NdArray {
  if (array.dtype !== "object" || array.shape.length !== 1) return array;
  const data = array.data.map((value) => new NumpyArray({ dtype: "object", shape: [], data: [value] }));
  return { ...array, data };
}

/** All required inputs must have as many values; lists inside a cell may differ. */
function checkLengths(cells: ReadonlyMap<string, Cell>, specs: readonly InputSpec[]): void {
  const named = specs.some(({ name }) => name !== undefined);
  const counted = named ? specs.filter(isCounted).map(({ name = "" }) => name) : [...cells.keys()];
  const scalar = counted.find((name) => isWithoutLength(cells.get(name)));
  if (scalar !== undefined) throw invalidRequest(`Invalid input. instances.${scalar}: expected a list`);
  const lengths = counted.flatMap((name) => lengthOf(cells.get(name)));
  if (new Set(lengths).size <= 1) return;
  const given = counted.map((name) => `${lengthOf(cells.get(name)).join()} of ${found(name)}`).join(", ");
  throw invalidRequest(
    "Invalid input. The length of values for each input/column name are not the same: " +
      `instances has ${given.slice(0, 200)}`,
  );
}

function isCounted(spec: InputSpec): boolean {
  return "dtype" in spec || (spec.required && spec.type.kind !== "array");
}

function isWithoutLength(cell: Cell | undefined): boolean {
  return cell?.kind === "array" && cell.values.shape.length === 0;
}

function lengthOf(cell: Cell | undefined): readonly number[] {
  if (cell?.kind === "array") return [cell.values.shape[0] ?? 0];
  return cell?.kind === "json" && Array.isArray(cell.value) ? [cell.value.length] : [];
}
