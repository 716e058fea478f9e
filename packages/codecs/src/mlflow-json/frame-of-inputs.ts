import type { ColumnSpec, NdArray } from "@switchyard/core";
import { castElements } from "../arrays/cast-elements.ts";
import { asJson, nestedOf } from "../arrays/nested.ts";
import { schemaMismatch } from "../faults.ts";
import { inferColumn } from "../frames/column-kind.ts";
import type { PythonFloat } from "../json/json-value.ts";
import type { TypedColumn, TypedFrame } from "../schema/enforce-columns.ts";
import { objectOf, type Cell } from "./cell.ts";
import { frameOfObjects } from "./frame-of-objects.ts";
import type { ParsedInputs } from "./parse-inputs.ts";

/** The table that pandas makes of parsed `inputs` for a signature of columns. */
export function frameOfInputs(parsed: ParsedInputs, specs: readonly ColumnSpec[]): TypedFrame {
  if (parsed.form === "records") return frameOfObjects(parsed.records, specs);
  if (parsed.form === "array") return frameOfArray(parsed.array);
  const cells = [...parsed.cells];
  const wholeCells = specs.some(({ type }) => type.kind === "array" || type.kind === "object");
  if (wholeCells || cells.every(([, cell]) => isSingle(cell)) || cells.every(([, cell]) => isText(cell)))
    return { columns: cells.map(([name, cell]) => ({ name, values: oneRow(cell) })), rows: 1 };
  return frameOfCells(cells);
}

function frameOfArray(array: NdArray): TypedFrame {
  const { shape } = array;
  const [rows = 1, width] = shape;
  if (width === undefined) return { columns: [{ name: 0, values: reshaped(array, [rows]) }], rows };
  if (shape.length > 2) throw notATable(`an array of ${shape.length} dimensions is no table`);
  const columns = Array.from({ length: width }, (_, position) => ({
    name: position,
    values: columnAt(array, position, width),
  }));
  return { columns, rows };
}

function columnAt({ data, dtype }: NdArray, position: number, width: number): NdArray {
  const cells: unknown[] = [];
  for (let at = position; at < data.length; at += width) cells.push(data[at]);
  const shape = [cells.length];
  if (dtype === "object") return { dtype, shape, data: cells };
  return castElements({ shape, leaves: cells.map(asJson) }, dtype, String);
}

function frameOfCells(cells: readonly (readonly [string, Cell])[]): TypedFrame {
  checkObjects(cells.map(([, cell]) => cell));
  const lengths = new Set(cells.flatMap(([, cell]) => lengthOf(cell)));
  const [rows] = lengths;
  if (rows === undefined) throw notATable("scalars beside arrays of no dimension make no row");
  if (lengths.size > 1) throw notATable("all columns must be of the same length");
  const columns: TypedColumn[] = cells.map(([name, cell]) => ({ name, values: asColumn(cell, rows) }));
  return { columns, rows };
}

function lengthOf(cell: Cell): readonly number[] {
  if (cell.kind === "json") {
    const values = valuesOf(cell.value);
    return values === undefined ? [] : [values.length];
  }
  const [length] = cell.values.shape;
  return length === undefined ? [] : [length];
}

/** Pandas takes the properties of an object for rows, where there are no lists beside it. */
function checkObjects(cells: readonly Cell[]): void {
  const objects = cells.flatMap((cell) => (cell.kind === "json" && isObject(cell.value) ? [cell.value] : []));
  if (objects.length === 0) return;
  const alike = new Set(objects.map((each) => JSON.stringify(Object.keys(each)))).size === 1;
  const listed = cells.filter((cell) => lengthOf(cell).length > 0).length;
  if (!alike || listed > objects.length) throw notATable("an object is no column among lists");
}

/** The rows that a value stands for; undefined for one that stands in each of them. */
function valuesOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isJsonScalar(value);
}

function asColumn(cell: Cell, rows: number): NdArray {
  if (cell.kind === "json") {
    const data = valuesOf(cell.value) ?? repeated(cell.value, rows);
    const scalars = data.flatMap((each) => (isJsonScalar(each) ? [each] : []));
    return scalars.length === rows ? inferColumn(scalars) : { dtype: "object", shape: [rows], data };
  }
  const { values } = cell;
  if (values.shape.length === 1) return values;
  const nested = nestedOf(values);
  if (values.shape.length === 0 && values.dtype !== "object") {
    const leaves = repeated(nested, rows).map(asJson);
    return castElements({ shape: [rows], leaves }, values.dtype, String);
  }
  return { dtype: "object", shape: [rows], data: Array.isArray(nested) ? nested : repeated(nested, rows) };
}

function repeated(value: unknown, count: number): readonly unknown[] {
  return Array.from({ length: count }, () => value);
}

function oneRow(cell: Cell): NdArray {
  if (cell.kind === "scalar") return reshaped(cell.values, [1]);
  if (cell.kind === "json" && isJsonScalar(cell.value)) return inferColumn([cell.value]);
  return { dtype: "object", shape: [1], data: [objectOf(cell)] };
}

function isSingle(cell: Cell): boolean {
  if (cell.kind !== "json") return cell.kind === "scalar";
  const { value } = cell;
  if (Array.isArray(value)) return value.every((each) => typeof each === "string");
  return value === null || isJsonScalar(value);
}

function isText(cell: Cell): boolean {
  return cell.kind === "array" && cell.values.dtype === "string" && cell.values.shape.length === 0;
}

/** What pandas finds a type for. */
function isJsonScalar(value: unknown): value is string | number | bigint | boolean | PythonFloat {
  return value !== null && asJson(value) !== null;
}

function reshaped(array: NdArray, shape: readonly number[]): NdArray {
  return { ...array, shape };
}

function notATable(reason: string): Error {
  return schemaMismatch(
    `This model contains a column-based signature, which suggests a DataFrame input, but ${reason}`,
  );
}
