import {
  elementCount,
  floatRepr,
  GatewayError,
  PythonFloat,
  pythonText,
  type ModelInput,
  type NdArray,
  type SignatureTensorSpec,
} from "@switchyard/core";
import { castElements } from "../arrays/cast-elements.ts";
import { flatten } from "../arrays/flatten.ts";
import { asJson } from "../arrays/nested.ts";
import { floatOf } from "../arrays/python-number.ts";
import { invalidRequest, schemaMismatch } from "../faults.ts";
import { columnKindOf } from "../frames/column-kind.ts";
import { inferArray } from "../arrays/numpy-array.ts";
import { castColumn } from "../frames/cast-column.ts";
import type { RawColumn, RawFrame } from "../frames/raw-frame.ts";
import { found } from "../json/found.ts";
import { isJsonList, isJsonObject, type JsonValue } from "../json/json-value.ts";
import { enforceNamedTensors, enforceTensor, labelOf, tuple } from "./enforce-tensors.ts";
import { checkPresent } from "./missing-inputs.ts";

/** A table that was sent as `dataframe_*`, as the tensors of the signature. */
export function tensorsOfFrame(frame: RawFrame, specs: readonly SignatureTensorSpec[]): ModelInput {
  const [first] = specs;
  checkTwice(frame, specs);
  if (first !== undefined && first.name === undefined)
    return { form: "array", array: arrayOfFrame(frame, first) };
  const byName = new Map(frame.columns.map((column) => [column.name, column]));
  // All columns are cast before one is looked at.
  const cast = specs.flatMap((spec) => {
    const column = byName.get(spec.name ?? "");
    return column === undefined ? [] : [castOf(frame, column, spec)];
  });
  checkPresent(specs, [...byName.keys()]);
  const arrays = cast.map((each) => [each.spec.name ?? "", columnArray(frame, each)] as const);
  return enforceNamedTensors(new Map(arrays), specs);
}

/** Two columns of one name are a table by themselves, which has neither one type nor values in a row. */
function checkTwice({ columns }: RawFrame, specs: readonly SignatureTensorSpec[]): void {
  for (const { name, values } of columns) {
    const spec = specs.find((each) => each.name === undefined || each.name === name);
    if (spec === undefined || columns.filter((each) => each.name === name).length === 1) continue;
    const message = `column ${name} is given more than once`;
    if (isOfObjects(spec) || values.some(isJsonList)) throw invalidRequest(`Invalid input. ${message}`);
    if (spec.name !== undefined) throw schemaMismatch(message);
  }
}

function arrayOfFrame(frame: RawFrame, spec: SignatureTensorSpec): NdArray {
  const [only, ...others] = frame.columns;
  if (only === undefined) throw schemaMismatch("Input DataFrame is empty.");
  if (others.length === 0) return columnArray(frame, castOf(frame, only, spec));
  const columns = frame.columns.map((column) => scalarColumn(frame, column, spec));
  const width = columns.length;
  const lists = spec.dtype !== "object" && frame.columns.some(({ values }) => isJsonList(values[0]));
  const fits = spec.shape.length === 2 && spec.shape[0] === -1 && spec.shape[1] === width;
  if (!lists && fits) return interleaved(columns, frame.rows, spec);
  throw schemaMismatch(
    `The request has ${width} columns, so that the input would need the shape (-1, ${width}) of scalars; ` +
      `the signature says ${tuple(spec.shape)}.`,
  );
}

function interleaved(columns: readonly NdArray[], rows: number, spec: SignatureTensorSpec): NdArray {
  const { dtype } = spec;
  if (dtype === "string") throw schemaMismatch("dtype of input object does not match expected dtype str");
  if (dtype === "object") return besideEachOther(columns, rows);
  const leaves: JsonValue[] = [];
  for (let row = 0; row < rows; row += 1) for (const { data } of columns) leaves.push(asJson(data[row]));
  return castElements({ shape: [rows, columns.length], leaves }, dtype, String);
}

function besideEachOther(columns: readonly NdArray[], rows: number): NdArray {
  const data: unknown[] = [];
  for (let row = 0; row < rows; row += 1) for (const column of columns) data.push(column.data[row]);
  return { dtype: "object", shape: [rows, columns.length], data };
}

/** A column after pandas' cast; columns of lists are cast later. */
interface CastColumn {
  readonly column: RawColumn;
  readonly spec: SignatureTensorSpec;
  readonly cast: NdArray | undefined;
}

function castOf(frame: RawFrame, column: RawColumn, spec: SignatureTensorSpec): CastColumn {
  const cast = isJsonList(column.values[0]) ? undefined : scalarColumn(frame, column, spec);
  return { column, spec, cast };
}

function columnArray(frame: RawFrame, { column, spec, cast }: CastColumn): NdArray {
  const { shape } = spec;
  if (frame.rows === 0) throw noRows();
  if (shape[0] !== -1 || shape.slice(1).includes(-1))
    throw schemaMismatch(
      `${labelOf(spec)}a table fits only shapes whose first dimension alone is variable, not ${tuple(shape)}.`,
    );
  if (cast === undefined) return listColumn(frame, column, spec);
  if (isNoScalar(cast.data[0]))
    throw schemaMismatch(
      `The column '${column.name}' must hold single values or lists of them, found ${found(column.values[0])} first.`,
    );
  const single = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  if (single) return enforceTensor({ ...cast, shape: [frame.rows, ...shape.slice(1)] }, spec);
  throw schemaMismatch(
    `The column '${column.name}' contains scalar values, which requires the shape to be (-1,) or (-1, 1), ` +
      `but the signature says ${tuple(shape)}.`,
  );
}

function isNoScalar(value: unknown): boolean {
  return value === null || (typeof value === "object" && !(value instanceof PythonFloat));
}

function scalarColumn(frame: RawFrame, { name, values }: RawColumn, { dtype }: SignatureTensorSpec): NdArray {
  if (values.length === 0) throw noRows();
  const locate = (row: number): string => frame.locate(name, row);
  if (isJsonList(values[0])) return { dtype: "object", shape: [values.length], data: values };
  return dtype === "string" ? textArray(values) : castColumn(values, dtype, locate);
}

/** A column of flat lists, each of which holds one row of the tensor. */
function listColumn(frame: RawFrame, { name, values }: RawColumn, spec: SignatureTensorSpec): NdArray {
  const inner = spec.shape.slice(1);
  // A value by itself is a row of one.
  const flattened = flatten(values.map((value) => (isJsonList(value) ? value : [value])));
  const width = flattened?.shape[1];
  const [first] = flattened?.leaves ?? [];
  if (
    flattened?.shape.length !== 2 ||
    width === 0 ||
    first === null ||
    isJsonObject(first) ||
    width !== elementCount(inner)
  )
    throw schemaMismatch(
      `The value in the Input DataFrame column '${name}' could not be converted to the expected shape of: ` +
        `'${tuple(spec.shape)}'. Expected lists of ${elementCount(inner)} values.`,
    );
  try {
    const locate = (index: number): string => frame.locate(name, Math.floor(index / width));
    const { leaves } = flattened;
    const cast = isOfObjects(spec)
      ? stackedTexts(leaves, spec)
      : castColumn(beside(leaves), spec.dtype, locate);
    return enforceTensor({ ...cast, shape: [frame.rows, ...inner] }, spec);
  } catch (error) {
    if (error instanceof GatewayError && error.code === "invalid_request")
      throw schemaMismatch(error.message);
    throw error;
  }
}

function isOfObjects({ dtype }: SignatureTensorSpec): boolean {
  return dtype === "string" || dtype === "object";
}

/** Stacked rows have one type: beside a text everything is a text. */
function beside(leaves: readonly JsonValue[]): readonly JsonValue[] {
  return leaves.some((value) => typeof value === "string") ? leaves.map(textOf) : leaves;
}

function textOf(value: JsonValue): JsonValue {
  return value === null ? null : pythonText(value);
}

/** Stacked rows have one type, from which texts are made: beside a float an integer is one. */
function stackedTexts(leaves: readonly JsonValue[], { dtype }: SignatureTensorSpec): NdArray {
  const stacked = inferArray(leaves, "");
  if (dtype === "object" && stacked.dtype === "float64")
    return { dtype, shape: stacked.shape, data: Array.from(stacked.data, (value) => PythonFloat.of(value)) };
  if (dtype === "object" && stacked.dtype !== "bool")
    return { dtype, shape: stacked.shape, data: Array.from<unknown>(stacked.data) };
  return dtype === "object" ? castColumn(leaves, dtype, String) : textArray(leaves);
}

/** Texts of what pandas holds: among floats every number is a float, and a gap is `nan`. */
function textArray(values: readonly JsonValue[]): NdArray {
  const kind = columnKindOf(values);
  const data = values.map((value) => {
    if (kind === "float64") return floatRepr(floatOf(value) ?? Number.NaN);
    return kind === "string" && value === null ? "nan" : pythonText(value);
  });
  return { dtype: "string", shape: [data.length], data };
}

function noRows(): Error {
  return invalidRequest("Invalid input. The request has no rows; a tensor signature needs at least one.");
}
