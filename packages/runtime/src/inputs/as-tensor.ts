import {
  fillTensor,
  GatewayError,
  type DataType,
  type NdArray,
  type Scalar,
  type Tensor,
} from "@switchyard/core";

/** An array as a tensor of its own element type; objects are texts or cannot be given to a graph. */
export function asTensor(array: NdArray, name: string): Tensor {
  if (array.dtype === "datetime64") return { dtype: "int64", shape: array.shape, data: array.data };
  if (array.dtype !== "object") return array;
  return fillTensor("string", array.shape, (index) => textAt(array.data, index, name));
}

/** An array cast to the element type that a graph input wants, as scikit-learn would cast its frame. */
export function castTo(dtype: DataType, array: NdArray, name: string): Tensor {
  if (array.dtype === dtype) return array;
  if (dtype === "string" && array.dtype === "object") return asTensor(array, name);
  const { data } = array;
  return fillTensor(dtype, array.shape, (index) => scalarAt(data, index, name));
}

function textAt(data: readonly unknown[], index: number, name: string): string {
  const value = data[index];
  if (typeof value === "string") return value;
  throw new GatewayError("model_error", `${name}[${index}]: expected a text, found ${describe(value)}`);
}

function scalarAt(data: ArrayLike<unknown>, index: number, name: string): Scalar {
  const value = data[index];
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (typeof value === "string" || typeof value === "boolean") return value;
  throw new GatewayError(
    "model_error",
    `${name}[${index}]: expected a number or a text, found ${describe(value)}`,
  );
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  return Array.isArray(value) ? "a list" : typeof value;
}
