import { elementCount, type ModelInput, type NdArray, type SignatureTensorSpec } from "@switchyard/core";
import { castNumbers } from "../../arrays/cast-numbers.ts";
import { schemaMismatch } from "../../faults.ts";
import { enforceTensor, labelOf, tuple } from "../../schema/enforce-tensors.ts";
import { checkPresent } from "../../schema/missing-inputs.ts";
import { isPythonObject, isSeries, series, type PythonValue, type Series } from "../columns/python-value.ts";
import { elementOf } from "../columns/vector-series.ts";
import type { PandasFrame } from "../frame/pandas-frame.ts";
import { toArray } from "../frame/to-array.ts";
import { castSeries } from "./cast-series.ts";
import { frameType } from "./frame-type.ts";
import { stackLists } from "./stack-lists.ts";

/** A frame as the tensors of the signature (`_enforce_tensor_schema`); throws `schema_mismatch`. */
export function frameTensors(frame: PandasFrame, specs: readonly SignatureTensorSpec[]): ModelInput {
  const { columns } = frame;
  const [first] = specs;
  if (first !== undefined && first.name === undefined)
    return { form: "array", array: wholeArray(frame, first) };
  checkPresent(
    specs,
    columns.map(({ name }, position) => name ?? position),
  );
  const arrays = specs.flatMap((spec) => {
    const column = columns.find(({ name }) => name === spec.name);
    return column === undefined ? [] : [[column.label, columnArray(frame, column.series, spec)] as const];
  });
  return { form: "named", arrays: Object.fromEntries(arrays) };
}

function wholeArray(frame: PandasFrame, spec: SignatureTensorSpec): NdArray {
  const all = frame.columns.map((column) => column.series);
  const [only, ...others] = all;
  if (only === undefined || frame.rows === 0) throw schemaMismatch("Input DataFrame is empty.");
  if (others.length === 0) return columnArray(frame, only, spec);
  const { shape } = spec;
  if (shape.length !== 2 || shape[0] !== -1 || shape[1] !== all.length)
    throw schemaMismatch(
      `The request has ${all.length} columns, so that the input would need the shape (-1, ${all.length}) of ` +
        `scalars; the signature says ${tuple(shape)}.`,
    );
  if (all.every(({ dtype }) => dtype === "datetime64"))
    throw schemaMismatch(`dtype of input datetime64[ns] does not match expected dtype ${spec.dtype}`);
  return enforceTensor(matrix(all, frame.rows), spec);
}

/** All columns side by side, row by row. */
function matrix(all: readonly Series[], rows: number): NdArray {
  const dtype = frameType(all);
  const shape = [rows, all.length];
  const cells = Array.from({ length: rows * all.length }, (_, index) => {
    const column = all[index % all.length];
    return column === undefined ? null : (column.values[Math.floor(index / all.length)] ?? null);
  });
  if (dtype !== "object") return castNumbers({ shape, leaves: cells.map(leafOf) }, dtype, String);
  const objects = cells.map((cell, index) => elementOf(all[index % all.length]?.dtype ?? "object", cell));
  const { data } = toArray(series("object", objects));
  return { dtype: "object", shape, data: Array.from<unknown>(data) };
}

function leafOf(value: PythonValue): number | bigint | boolean {
  const known = typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";
  return known ? value : Number.NaN;
}

/** The first row decides what a column holds: the one that the index calls 0. */
function columnArray(frame: PandasFrame, given: Series, spec: SignatureTensorSpec): NdArray {
  const { shape, dtype } = spec;
  if (shape[0] !== -1 || shape.slice(1).includes(-1))
    throw schemaMismatch(
      `${labelOf(spec)}a table fits only shapes whose first dimension alone is variable, not ${tuple(shape)}.`,
    );
  if (frame.zero === undefined)
    throw schemaMismatch(`${labelOf(spec)}the table has no row with the index 0.`);
  const first = elementOf(given.dtype, given.values[frame.zero] ?? null);
  if (isSeries(first)) return stackLists(given, spec);
  if (!isScalar(first, given)) throw schemaMismatch(`${labelOf(spec)}expected scalars or lists of scalars.`);
  if (shape.length > 2 || (shape[1] ?? 1) !== 1)
    throw schemaMismatch(
      `${labelOf(spec)}the column contains scalar values, which requires the shape to be (-1,) or (-1, 1), ` +
        `but the signature says ${tuple(shape)}.`,
    );
  const cast = castSeries(given, dtype);
  if (cast === undefined) throw schemaMismatch(`${labelOf(spec)}a value cannot be cast to ${dtype}.`);
  const rows = [frame.rows, ...shape.slice(1)];
  return elementCount(rows) === cast.data.length ? { ...cast, shape: rows } : cast;
}

/** What NumPy calls a scalar; a gap of texts is the float NaN. */
function isScalar(value: PythonValue, { dtype }: Series): boolean {
  if (value === null) return dtype === "str" || dtype === "category";
  if (isPythonObject(value)) return value.python === "Decimal";
  return typeof value !== "object" || value instanceof Uint8Array;
}
