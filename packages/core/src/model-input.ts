import type { Tensor } from "./tensor.ts";

/**
 * Elements that are no ONNX type: Python objects (mixed, nested, `None`, bytes; a whole float is a `PythonFloat`)
 * and nanoseconds since 1970.
 */
export type ObjectArray =
  | { readonly dtype: "object"; readonly shape: readonly number[]; readonly data: readonly unknown[] }
  | { readonly dtype: "datetime64"; readonly shape: readonly number[]; readonly data: BigInt64Array };

/** An array as NumPy would hold it. */
export type NdArray = Tensor | ObjectArray;

/** One column of a table; its values have the shape [rows]. */
export interface Column {
  readonly name: string;
  readonly values: NdArray;
}

/**
 * A request's data in the form it was sent, because MLflow's answer has another shape for each: a pandas
 * frame, one array, arrays by name, or the bytes of a picture.
 */
export type ModelInput =
  | { readonly form: "frame"; readonly columns: readonly Column[]; readonly rows: number }
  | { readonly form: "array"; readonly array: NdArray }
  | { readonly form: "named"; readonly arrays: Readonly<Record<string, NdArray>> }
  | { readonly form: "images"; readonly images: readonly Uint8Array[] };

/** An input of numbers and texts rather than pictures. */
export type TableInput = Exclude<ModelInput, { readonly form: "images" }>;
