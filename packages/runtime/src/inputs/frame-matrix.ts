import { fillTensor, type Column, type DataType, type Tensor } from "@switchyard/core";
import { asTensor } from "./as-tensor.ts";

/** The columns of a frame side by side, cast to one type: `DataFrame.to_numpy(dtype)`, shape [rows, columns]. */
export function frameMatrix(dtype: DataType, columns: readonly Column[], rows: number): Tensor {
  const tensors = columns.map(({ name, values }) => asTensor(values, name).data);
  const width = columns.length;
  return fillTensor(dtype, [rows, width], (index) => {
    const column = index % width;
    return tensors[column]?.[(index - column) / width] ?? Number.NaN;
  });
}

/** The type that pandas gives a matrix of these columns: their own when they agree, else the widest number, else text. */
export function commonType(columns: readonly Column[]): DataType {
  const types = new Set(columns.map(({ name, values }) => asTensor(values, name).dtype));
  const [first = "float64", ...others] = types;
  if (others.length === 0) return first;
  if (types.has("string") || types.has("bool")) return "string";
  return "float64";
}
