import {
  commonType,
  fillTensor,
  zeros,
  type Column,
  type DataType,
  type NdArray,
  type Tensor,
} from "@switchyard/core";
import { asTensor } from "./as-tensor.ts";
import { objectTextAt } from "./object-texts.ts";

/** The columns of a frame side by side, cast to one type: `DataFrame.to_numpy(dtype)`, shape [rows, columns]. */
export function frameMatrix(dtype: DataType, columns: readonly Column[], rows: number): Tensor {
  if ((dtype === "float32" || dtype === "float64") && columns.every(holdsNumbers))
    return floatMatrix(zeros(dtype, [rows, columns.length]), columns, rows);
  const tensors = columns.map(({ name, values }) => asTensor(values, name).data);
  const width = columns.length;
  return fillTensor(dtype, [rows, width], (index) => {
    const column = index % width;
    return tensors[column]?.[(index - column) / width] ?? Number.NaN;
  });
}

/** Most frames are of numbers, which need no cast before they are stored. */
function floatMatrix(matrix: Tensor, columns: readonly Column[], rows: number): Tensor {
  if (matrix.dtype !== "float32" && matrix.dtype !== "float64") return matrix;
  const { data } = matrix;
  let place = 0;
  for (const { values } of columns) {
    for (let row = 0; row < rows; row += 1) data[row * columns.length + place] = Number(values.data[row]);
    place += 1;
  }
  return matrix;
}

function holdsNumbers({ values: { dtype } }: Column): boolean {
  return dtype === "float64" || dtype === "float32" || dtype === "int32" || dtype === "bool";
}

/** `DataFrame.values`: a matrix of the type that all columns have in common; objects stand as their texts. */
export function frameValues(columns: readonly Column[], rows: number): NdArray {
  const arrays = columns.map(({ values }) => values);
  const [only, ...others] = arrays;
  if (only && others.length === 0) return { ...asPandas(only), shape: [rows, 1] };
  const dtype = commonType(arrays.map((values) => values.dtype));
  if (dtype === "object") return matrixOfTexts(arrays, rows);
  if (dtype === "datetime64") return { dtype, shape: [rows, columns.length], data: new BigInt64Array(0) };
  return frameMatrix(dtype, columns, rows);
}

function matrixOfTexts(arrays: readonly NdArray[], rows: number): Tensor {
  const held = arrays.map(asPandas);
  const data: string[] = [];
  for (let row = 0; row < rows; row += 1) for (const values of held) data.push(objectTextAt(values, row));
  return { dtype: "string", shape: [rows, arrays.length], data };
}

/** A column as pandas holds it: texts with gaps are a column of texts, whose gaps are NaN. */
export function asPandas(values: NdArray): NdArray {
  if (values.dtype !== "object") return values;
  const texts = values.data.some((value) => typeof value === "string");
  if (!texts || !values.data.every((value) => typeof value === "string" || isGap(value))) return values;
  return { ...values, data: values.data.map((value) => (isGap(value) ? Number.NaN : value)) };
}

function isGap(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}
